import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  fromContainerMetadata,
  fromHttp,
  fromNodeProviderChain,
  fromTemporaryCredentials,
  fromTokenFile,
} from '@aws-sdk/credential-providers';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { type Relay, startRelay } from '../relay-pod.ts';
import { describeWith } from '../run-tool.ts';
import { webIdentity } from '../web-identity.ts';
import { sdkSettings } from './sdk-settings.ts';

type Provider = ReturnType<typeof fromTokenFile>;

describeWith(['bash', 'aws', 'kubectl'], 'SDK for JavaScript: credential providers', [], () => {
  let cloud: ClientCloud;
  let relay: Relay | undefined;
  let byToken: Record<string, string>;

  beforeAll(async () => {
    cloud = await startClientCloud();
    relay = await startRelay(cloud, 'relayed');
    byToken = await webIdentity(cloud, 'by-token');
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(async () => {
    await relay?.stop();
    await cloud.stop();
  });

  const environment = (variables: Record<string, string | undefined>) => {
    const none = { AWS_PROFILE: undefined, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const files = { AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_CONFIG_FILE: '/dev/null' };
    // The providers' own clients of STS find the local cloud by the environment.
    const local = { AWS_ENDPOINT_URL: cloud.url, AWS_REGION: 'us-west-2', AWS_EC2_METADATA_DISABLED: 'true' };
    for (const [name, value] of Object.entries({ ...none, ...files, ...local, ...variables })) vi.stubEnv(name, value);
  };
  const arnOf = async (credentials: Provider) => {
    const sts = new STSClient({ ...sdkSettings(cloud), credentials });
    return (await sts.send(new GetCallerIdentityCommand({}))).Arn;
  };
  const byAgent = () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: relay?.uri });

  it('fromTokenFile: by the variables that the webhook sets, or by its parameters', async () => {
    environment(byToken);
    expect(await arnOf(fromTokenFile())).toMatch(/:assumed-role\/by-token\/aws-sdk-js-session-\d+$/);
    environment({});
    const { AWS_ROLE_ARN: roleArn, AWS_WEB_IDENTITY_TOKEN_FILE: webIdentityTokenFile } = byToken;
    const named = fromTokenFile({ roleArn, webIdentityTokenFile, roleSessionName: 'my-app', durationSeconds: 900 });
    expect(await arnOf(named)).toBe('arn:aws:sts::111122223333:assumed-role/by-token/my-app');
    const left = ((await named()).expiration?.getTime() ?? 0) - Date.now();
    expect(left / 60_000).toBeGreaterThan(13);
    expect(left / 60_000).toBeLessThanOrEqual(15);
  });

  it('fromHttp and fromContainerMetadata: what the Pod Identity agent answers', async () => {
    environment(byAgent());
    const relayed = /^arn:aws:sts::111122223333:assumed-role\/relayed\/eks-workshop-a-relay-[0-9a-f-]{36}$/;
    expect(await arnOf(fromHttp())).toMatch(relayed);
    expect(await arnOf(fromContainerMetadata())).toMatch(relayed);
    const { expiration } = await fromHttp()();
    // EKS asks for six hours.
    expect(((expiration?.getTime() ?? 0) - Date.now()) / 3_600_000).toBeGreaterThan(5);
  });

  it('the default chain: keys of the environment, then a token’s file, then the container', async () => {
    const { accessKeyId, secretAccessKey } = cloud.credentials.learner;
    const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    environment({ ...keys, ...byToken, ...byAgent() });
    expect(await arnOf(fromNodeProviderChain())).toBe('arn:aws:iam::111122223333:user/workshop');
    environment({ ...byToken, ...byAgent() });
    expect(await arnOf(fromNodeProviderChain())).toContain(':assumed-role/by-token/');
    environment({ ...byAgent(), AWS_ROLE_ARN: undefined, AWS_WEB_IDENTITY_TOKEN_FILE: undefined });
    expect(await arnOf(fromNodeProviderChain())).toContain(':assumed-role/relayed/');
  });

  it('fromTemporaryCredentials: from the role of a token on to another, with tags', async () => {
    const iam = new IAMClient(sdkSettings(cloud));
    const arn = 'arn:aws:iam::111122223333:role/next';
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'next',
        AssumeRolePolicyDocument: JSON.stringify(trust(byToken.AWS_ROLE_ARN)),
      }),
    );
    environment(byToken);
    const params = { RoleArn: arn, RoleSessionName: 'next', Tags: [{ Key: 'team', Value: 'shop' }] };
    const next = () => arnOf(fromTemporaryCredentials({ masterCredentials: fromTokenFile(), params }));
    await iam.send(new PutRolePolicyCommand({ RoleName: 'by-token', PolicyName: 'tags', PolicyDocument: DENY_TAGS }));
    await expect(next()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /^User: arn:aws:sts::111122223333:assumed-role\/by-token\/aws-sdk-js-session-\d+ is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role\/next/,
      ),
    });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'by-token', PolicyName: 'tags', PolicyDocument: ALLOW_NEXT }));
    expect(await next()).toBe('arn:aws:sts::111122223333:assumed-role/next/next');
    const long = fromTemporaryCredentials({
      masterCredentials: fromTokenFile(),
      params: { ...params, DurationSeconds: 7200 },
    });
    await expect(arnOf(long)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
  });

  it('rejects with the errors of STS', async () => {
    environment({ ...byToken, AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/relayed' });
    await expect(arnOf(fromTokenFile())).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      $metadata: { httpStatusCode: 403 },
    });
  });
});

const trust = (AWS: string | undefined) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
});

const onNext = (Effect: string, Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*' }] });
const DENY_TAGS = onNext('Deny', 'sts:TagSession');
const ALLOW_NEXT = onNext('Allow', 'sts:*');
