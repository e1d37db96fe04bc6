import * as eks from '@aws-sdk/client-eks';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { scriptedService } from '../scripted-service.ts';
import { testEndpoint } from '../test-endpoint.ts';
import { CALL, FORM, s3Endpoint, stsEndpoint, WHO_AM_I } from './signed-requests.ts';

describe('keys and tokens', () => {
  it('names unknown keys in each service’s words', async () => {
    const stranger = { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' };
    const queried = testEndpoint({
      services: scriptedService({ name: 'iam', protocol: 'awsQuery', schemas: iam, answers: { ListRoles: () => ({}) } })
        .services,
    });
    await expect(
      new iam.IAMClient(queried.clientConfig(stranger)).send(new iam.ListRolesCommand({})),
    ).rejects.toMatchObject({
      Code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 403 },
    });
    const json = testEndpoint({
      services: scriptedService({
        name: 'eks',
        protocol: 'restJson1',
        schemas: eks,
        answers: { ListClusters: () => ({}) },
      }).services,
    });
    await expect(
      new eks.EKSClient(json.clientConfig(stranger)).send(new eks.ListClustersCommand({})),
    ).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
    const { endpoint } = s3Endpoint();
    const get = new s3.GetObjectCommand({ Bucket: 'b', Key: 'k' });
    await expect(new s3.S3Client(endpoint.clientConfig(stranger)).send(get)).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    });
  });

  it('wants the session token that belongs to the key, until the session ends', async () => {
    const endpoint = stsEndpoint();
    const credentials = endpoint.addRoleSession({ roleName: 'app' });
    const call = new sts.GetCallerIdentityCommand({});
    await new sts.STSClient(endpoint.clientConfig(credentials)).send(call);
    const invalid = { Code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' };
    const { sessionToken: _, ...without } = credentials;
    await expect(new sts.STSClient(endpoint.clientConfig(without)).send(call)).rejects.toMatchObject(invalid);
    const wrong = { ...credentials, sessionToken: 'other' };
    await expect(new sts.STSClient(endpoint.clientConfig(wrong)).send(call)).rejects.toMatchObject(invalid);
    endpoint.clock.advance(3_600_000);
    await expect(new sts.STSClient(endpoint.clientConfig(credentials)).send(call)).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });

  it('refuses unsigned calls, except those that bring a token', async () => {
    const answers = { GetCallerIdentity: () => WHO_AM_I, AssumeRoleWithWebIdentity: () => ({}) };
    const { services } = scriptedService({ name: 'sts', protocol: 'awsQuery', schemas: sts, answers });
    const unsigned = (action: string) => ({
      method: 'POST',
      headers: FORM,
      body: new TextEncoder().encode(`Action=${action}&RoleArn=a&RoleSessionName=b&WebIdentityToken=c`),
    });
    const endpoint = testEndpoint({ services });
    const { status, body } = await endpoint.send(unsigned('GetCallerIdentity'));
    expect(status).toBe(403);
    expect(body).toContain(
      '<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>',
    );
    expect((await endpoint.send(unsigned('AssumeRoleWithWebIdentity'))).status).toBe(200);
  });

  it('tells what a malformed Authorization header lacks, without repeating secrets', async () => {
    const headers = { ...FORM, authorization: 'Bearer very-secret-token', host: 'sts.us-west-2.amazonaws.com' };
    const { status, body } = await stsEndpoint().send({
      method: 'POST',
      headers,
      body: new TextEncoder().encode(CALL.body),
    });
    expect(status).toBe(403);
    expect(body).toContain('<Code>IncompleteSignature</Code>');
    expect(body).toContain("Authorization header requires 'Credential' parameter.");
    expect(body).not.toContain('very-secret-token');
  });
});
