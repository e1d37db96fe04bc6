import { EC2 } from '@aws-sdk/client-ec2';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { DecodeAuthorizationMessageCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { allow, refusal } from '../iam/accounts.ts';
import { startMetadataCloud } from './metadata-cloud.ts';

const MODIFY = 'ec2:ModifyInstanceMetadataOptions';

/** A user with this policy, and the instance of workshop-a. */
async function userWith(PolicyDocument: string) {
  const { config, describe } = await startMetadataCloud();
  const iam = new IAMClient(config());
  await iam.send(new CreateUserCommand({ UserName: 'sam' }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'sam', PolicyName: 'ec2', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'sam' }));
  const keys = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  const { InstanceId = '' } = await describe();
  return { ec2: new EC2(config(keys)), sts: new STSClient(config()), InstanceId };
}

const START =
  'You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/sam is not authorized';

describe('EC2’s permissions', () => {
  it('refuse what has no resource in one sentence', async () => {
    const { ec2 } = await userWith(allow('s3:*'));
    const message = `${START} to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`;
    await expect(ec2.describeInstances({ DryRun: true })).rejects.toEqual(
      refusal('UnauthorizedOperation', 403, message),
    );
  });

  it('refuse a change with a message that STS decodes', async () => {
    const { ec2, sts, InstanceId } = await userWith(allow('ec2:Describe*'));
    const refused: Error = await ec2.modifyInstanceMetadataOptions({ InstanceId }).then(
      () => expect.unreachable('it was allowed'),
      (error) => error,
    );
    const arn = `arn:aws:ec2:us-west-2:111122223333:instance/${InstanceId}`;
    const [sentence, EncodedMessage] = refused.message.split('. Encoded authorization failure message: ');
    expect(refused.name).toBe('UnauthorizedOperation');
    expect(sentence).toBe(
      `${START} to perform: ${MODIFY} on resource: ${arn} because no identity-based policy allows the ${MODIFY} action`,
    );
    const { DecodedMessage = '' } = await sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
    expect(JSON.parse(DecodedMessage)).toMatchObject({ allowed: false, context: { action: MODIFY, resource: arn } });
  });

  it('know the instance’s tags and what is to be changed', async () => {
    const StringEquals = {
      'aws:ResourceTag/eks:cluster-name': 'workshop-a',
      'ec2:Attribute/HttpPutResponseHopLimit': '2',
      'ec2:MetadataHttpTokens': 'required',
    };
    const { ec2, InstanceId } = await userWith(allow([MODIFY], '*', { StringEquals }));
    const modify = (HttpPutResponseHopLimit: number) =>
      ec2.modifyInstanceMetadataOptions({ InstanceId, HttpPutResponseHopLimit });
    expect((await modify(2)).InstanceMetadataOptions).toMatchObject({ HttpPutResponseHopLimit: 2 });
    await expect(modify(3)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  });
});
