import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { SERVICE_ERROR } from './exit-codes.ts';

describeWith(['bash', 'aws'], 'aws CLI: networks and log groups', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
  });
  afterAll(() => cloud.stop());

  /** Makes one thing and answers its id. */
  const make = (command: string, query: string) => cloud.succeeds(`aws ec2 ${command} --query ${query} --output text`);
  const tagged = (type: string) => `--tag-specifications 'ResourceType=${type},Tags=[{Key=run,Value=cli}]'`;

  it('makes a network, finds it by its tag and removes it', async () => {
    const vpc = await make(`create-vpc --cidr-block 10.7.0.0/16 ${tagged('vpc')}`, 'Vpc.VpcId');
    const inVpc = `--vpc-id ${vpc}`;
    const subnet = await make(
      `create-subnet ${inVpc} --cidr-block 10.7.0.0/24 --availability-zone us-west-2b ${tagged('subnet')}`,
      'Subnet.SubnetId',
    );
    const gateway = await make(
      `create-internet-gateway ${tagged('internet-gateway')}`,
      'InternetGateway.InternetGatewayId',
    );
    const table = await make(`create-route-table ${inVpc} ${tagged('route-table')}`, 'RouteTable.RouteTableId');
    await cloud.succeeds(
      [
        `aws ec2 wait vpc-available --vpc-ids ${vpc}`,
        `aws ec2 modify-vpc-attribute ${inVpc} --enable-dns-hostnames`,
        `aws ec2 modify-subnet-attribute --subnet-id ${subnet} --map-public-ip-on-launch`,
        `aws ec2 attach-internet-gateway ${inVpc} --internet-gateway-id ${gateway}`,
        `aws ec2 create-route --route-table-id ${table} --destination-cidr-block 0.0.0.0/0 --gateway-id ${gateway}`,
      ].join(' && '),
    );
    const association = await make(
      `associate-route-table --route-table-id ${table} --subnet-id ${subnet}`,
      'AssociationId',
    );
    const byTag = `aws resourcegroupstaggingapi get-resources --tag-filters Key=run,Values=cli`;
    const arns = await cloud.succeeds(`${byTag} --query 'ResourceTagMappingList[].ResourceARN' --output json`);
    expect(JSON.parse(arns).map((arn: string) => arn.split('/')[1])).toEqual([vpc, subnet, gateway, table]);
    const { exitCode, stderr } = await cloud.sh(`aws ec2 delete-vpc ${inVpc}`);
    expect({ exitCode, stderr }).toEqual({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        `An error occurred (DependencyViolation) when calling the DeleteVpc operation: The vpc '${vpc}' has dependencies and cannot be deleted.`,
      ),
    });
    await cloud.succeeds(
      [
        `aws ec2 disassociate-route-table --association-id ${association}`,
        `aws ec2 delete-route-table --route-table-id ${table}`,
        `aws ec2 detach-internet-gateway ${inVpc} --internet-gateway-id ${gateway}`,
        `aws ec2 delete-internet-gateway --internet-gateway-id ${gateway}`,
        `aws ec2 delete-subnet --subnet-id ${subnet}`,
        `aws ec2 delete-vpc ${inVpc}`,
      ].join(' && '),
    );
    expect(await cloud.succeeds(`${byTag} --query 'ResourceTagMappingList[]' --output json`)).toBe('[]');
  });

  it('reads what nodes have', async () => {
    const filter = '--filters Name=tag:eks:cluster-name,Values=workshop-a';
    const volumes = `aws ec2 describe-volumes ${filter} --query 'Volumes[].[VolumeType,Size,State]' --output text`;
    expect((await cloud.succeeds(volumes)).split(/\s+/)).toEqual(['gp3', '20', 'in-use']);
    const interfaces = `aws ec2 describe-network-interfaces --filters 'Name=description,Values=Amazon EKS workshop-a'`;
    expect(await cloud.succeeds(`${interfaces} --query 'NetworkInterfaces[].Status' --output text`)).toMatch(
      /^in-use\s+in-use$/,
    );
  });

  it('makes, tags and removes a log group', async () => {
    const name = '--log-group-name /workshop/cli';
    await cloud.succeeds(`aws logs create-log-group ${name} --tags run=cli`);
    const list = 'aws logs describe-log-groups --log-group-name-prefix /workshop';
    const arn = await cloud.succeeds(`${list} --query 'logGroups[0].arn' --output text`);
    expect(arn).toBe('arn:aws:logs:us-west-2:111122223333:log-group:/workshop/cli:*');
    const tags = `aws logs list-tags-for-resource --resource-arn ${arn.replace(/:\*$/, '')}`;
    expect(JSON.parse(await cloud.succeeds(tags))).toEqual({ tags: { run: 'cli' } });
    await cloud.succeeds(`aws logs delete-log-group ${name}`);
    expect(await cloud.sh(`aws logs delete-log-group ${name}`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (ResourceNotFoundException) when calling the DeleteLogGroup operation: The specified log group does not exist.',
      ),
    });
  });
});
