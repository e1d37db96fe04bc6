import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { SERVICE_ERROR } from './exit-codes.ts';

const NETWORK = 'pod-identity-workshop-abc-network';
const CLUSTER = 'pod-identity-workshop-abc-cluster-a';
const TAG = 'pod-identity-workshop:run';

describeWith(['bash', 'aws'], 'aws CLI: the templates of the workshop', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
    for (const name of ['workshop-network.yaml', 'workshop-cluster.yaml']) {
      copyFileSync(join('cloudformation', name), join(cloud.work, name));
    }
  });
  afterAll(() => cloud.stop());

  const output = (stack: string, key: string) =>
    `aws cloudformation describe-stacks --stack-name ${stack} --output text \\
      --query "Stacks[0].Outputs[?OutputKey=='${key}'].OutputValue"`;

  it('are valid', async () => {
    const validate = 'aws cloudformation validate-template --template-body file://workshop-cluster.yaml';
    expect(await cloud.succeeds(`${validate} --query Capabilities --output text`)).toBe('CAPABILITY_IAM');
  });

  it('are deployed, deployed again without a change, and refused without what they need', async () => {
    const { succeeds, sh } = cloud;
    const deploy = `aws cloudformation deploy --stack-name ${NETWORK} --template-file workshop-network.yaml \\
      --tags ${TAG}=abc`;
    expect(await succeeds(deploy)).toContain(`Successfully created/updated stack - ${NETWORK}`);
    expect(await succeeds(`${deploy} --no-fail-on-empty-changeset`)).toContain('No changes to deploy.');
    expect(await succeeds(output(NETWORK, 'SubnetIds'))).toMatch(/^subnet-[0-9a-f]{17},subnet-[0-9a-f]{17}$/);
    const create = `aws cloudformation create-stack --stack-name ${CLUSTER} \\
      --template-body file://workshop-cluster.yaml --parameters ParameterKey=ClusterName,ParameterValue=one`;
    expect(await sh(create)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (ValidationError) when calling the CreateStack operation: Parameters: [SubnetIds] must have values',
      ),
    });
  });

  it('make a cluster, and take it away', async () => {
    const { succeeds } = cloud;
    await succeeds(`aws cloudformation deploy --stack-name ${CLUSTER} --template-file workshop-cluster.yaml \\
      --capabilities CAPABILITY_IAM --tags ${TAG}=abc \\
      --parameter-overrides ClusterName=workshop-abc-a SubnetIds="$(${output(NETWORK, 'SubnetIds')})"`);
    const describe = 'aws eks describe-cluster --name workshop-abc-a --output text --query';
    expect(await succeeds(`${describe} 'cluster.[status, tags."${TAG}"]'`)).toBe('ACTIVE\tabc');
    expect(await succeeds(output(CLUSTER, 'ClusterArn'))).toBe(
      'arn:aws:eks:us-west-2:111122223333:cluster/workshop-abc-a',
    );
    for (const stack of [CLUSTER, NETWORK]) {
      const remove = `aws cloudformation delete-stack --stack-name ${stack}`;
      await succeeds(`${remove} && aws cloudformation wait stack-delete-complete --stack-name ${stack}`);
    }
    const left = 'aws cloudformation describe-stacks --query "length(Stacks)"';
    expect(await succeeds(left)).toBe('0');
    expect(await succeeds('aws eks list-clusters --query clusters --output text')).toBe('workshop-a\tworkshop-b');
  });
});
