import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { type Relay, startRelay } from '../relay-pod.ts';
import { describeWith } from '../run-tool.ts';
import { webIdentity } from '../web-identity.ts';
import { steps } from './steps.ts';

const NO_KEYS = { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };

describeWith(['bash', 'aws', 'kubectl', 'boto3'], 'boto3 in the environment of a pod', [], () => {
  let cloud: ClientCloud;
  let relay: Relay | undefined;
  let byToken: Record<string, string>;
  const whoAmI = (env: Record<string, string | undefined>) => steps(cloud, 'who_am_i.py', { ...NO_KEYS, ...env });
  const byAgent = () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: relay?.uri });

  beforeAll(async () => {
    cloud = await startClientCloud();
    relay = await startRelay(cloud, 'relayed');
    byToken = await webIdentity(cloud, 'by-token');
  });
  afterAll(async () => {
    await relay?.stop();
    await cloud.stop();
  });

  it('takes the role of the Pod Identity agent, as its container provider', async () => {
    expect(await whoAmI(byAgent())).toEqual({
      identity: {
        arn: expect.stringMatching(
          /^arn:aws:sts::111122223333:assumed-role\/relayed\/eks-workshop-a-relay-[0-9a-f-]{36}$/,
        ),
        provider: 'container-role',
        account: '111122223333',
      },
    });
  });

  it('takes the role of a token’s file first', async () => {
    const arn = (name: RegExp) => ({
      identity: {
        arn: expect.stringMatching(name),
        provider: 'assume-role-with-web-identity',
        account: '111122223333',
      },
    });
    expect(await whoAmI({ ...byToken, ...byAgent() })).toEqual(arn(/:assumed-role\/by-token\/botocore-session-\d+$/));
    expect(await whoAmI({ ...byToken, AWS_ROLE_SESSION_NAME: 'my-app' })).toEqual(arn(/\/by-token\/my-app$/));
  });

  it('takes keys of the environment before both', async () => {
    const { accessKeyId, secretAccessKey } = cloud.credentials.learner;
    const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    expect(await whoAmI({ ...byToken, ...byAgent(), ...keys })).toMatchObject({
      identity: { arn: 'arn:aws:iam::111122223333:user/workshop', provider: 'env' },
    });
  });

  it('says why it has none', async () => {
    const failed = 'when calling the AssumeRoleWithWebIdentity operation';
    const errorOf = async (env: Record<string, string>) => (await whoAmI({ ...byToken, ...env })).error;
    expect(await errorOf({ AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/relayed' })).toEqual({
      type: 'ClientError',
      text: `An error occurred (AccessDenied) ${failed}: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
    });
    writeFileSync(join(cloud.work, 'broken'), 'no.token.at-all');
    expect(await errorOf({ AWS_WEB_IDENTITY_TOKEN_FILE: 'broken' })).toMatchObject({
      text: expect.stringMatching(/^An error occurred \(InvalidIdentityToken\) when calling/),
    });
    expect(await errorOf({ AWS_ROLE_ARN: '' })).toMatchObject({ type: 'InvalidConfigError' });
    expect((await whoAmI({})).error).toEqual({
      type: 'NoCredentialsError',
      text: 'Unable to locate credentials',
    });
  });
});
