import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { refusal, seededAccounts, trust } from '../iam/accounts.ts';

const bucket = 'own-issuer';
const host = `${bucket}.s3.us-west-2.amazonaws.com`;
const issuer = `https://${host}`;
const provider = `arn:aws:iam::111122223333:oidc-provider/${host}`;
const subject = 'system:serviceaccount:shop:cart';

const NO_KEY = refusal(
  'InvalidIdentityToken',
  400,
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
);

/** A key pair whose public half is in a public bucket, a provider for the bucket's address, and a role that trusts it. */
async function ownIssuer() {
  const accounts = seededAccounts();
  const { endpoint, learner } = accounts;
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const storage = new s3.S3({ ...endpoint.clientConfig(learner), forcePathStyle: true });
  await storage.createBucket({ Bucket: bucket });
  await storage.deletePublicAccessBlock({ Bucket: bucket });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` }],
  });
  await storage.putBucketPolicy({ Bucket: bucket, Policy });
  const publish = (Key: string, document: object | string) =>
    storage.putObject({
      Bucket: bucket,
      Key,
      Body: typeof document === 'string' ? document : JSON.stringify(document),
    });
  await publish('.well-known/openid-configuration', { issuer, jwks_uri: `${issuer}/keys.json` });
  await publish('keys.json', { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] });
  const client = accounts.iam();
  await client.send(new iam.CreateOpenIDConnectProviderCommand({ Url: issuer, ClientIDList: ['sts.amazonaws.com'] }));
  const AssumeRolePolicyDocument = trust({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity');
  await client.send(new iam.CreateRoleCommand({ RoleName: 'cart', AssumeRolePolicyDocument }));
  const now = Math.floor(endpoint.clock.now() / 1000);
  const claims = { iss: issuer, sub: subject, aud: ['sts.amazonaws.com'], iat: now, exp: now + 3600 };
  const token = (changed: JWTPayload = {}, kid = 'one') =>
    new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
  const assume = async (WebIdentityToken: string) =>
    accounts.sts().send(
      new sts.AssumeRoleWithWebIdentityCommand({
        RoleArn: 'arn:aws:iam::111122223333:role/cart',
        RoleSessionName: 'pod',
        WebIdentityToken,
      }),
    );
  return { ...accounts, storage, publish, token, assume };
}

describe('AssumeRoleWithWebIdentity with an issuer in a public bucket', () => {
  it('turns a token into a session of the role', async () => {
    const { token, assume } = await ownIssuer();
    await expect(assume(await token())).resolves.toMatchObject({
      SubjectFromWebIdentityToken: subject,
      Provider: provider,
      AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/cart/pod' },
    });
  });

  it('refuses other audiences', async () => {
    const { token, assume } = await ownIssuer();
    const refused = refusal('InvalidIdentityToken', 400, 'Incorrect token audience');
    await expect(assume(await token({ aud: ['verifier'] }))).rejects.toEqual(refused);
  });

  it('finds no key where the bucket is private', async () => {
    const { token, assume, storage } = await ownIssuer();
    await storage.deleteBucketPolicy({ Bucket: bucket });
    await expect(assume(await token())).rejects.toEqual(NO_KEY);
  });

  it('finds no key that is not published', async () => {
    const { token, assume } = await ownIssuer();
    await expect(assume(await token({}, 'two'))).rejects.toEqual(NO_KEY);
  });

  it('finds no key where the documents are of another issuer, or no documents', async () => {
    const { token, assume, publish } = await ownIssuer();
    await publish('.well-known/openid-configuration', { issuer: `${issuer}/`, jwks_uri: `${issuer}/keys.json` });
    await expect(assume(await token())).rejects.toEqual(NO_KEY);
    await publish('.well-known/openid-configuration', 'not JSON');
    await expect(assume(await token())).rejects.toEqual(NO_KEY);
  });

  it('refuses what another key has signed, and keys that are none', async () => {
    const { token, assume, publish } = await ownIssuer();
    const refused = refusal(
      'InvalidIdentityToken',
      400,
      'The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.',
    );
    const other = await exportJWK((await generateKeyPair('RS256')).publicKey);
    await publish('keys.json', { keys: [{ ...other, kid: 'one' }] });
    await expect(assume(await token())).rejects.toEqual(refused);
    await publish('keys.json', { keys: [{ kid: 'one', kty: 'RSA' }] });
    await expect(assume(await token())).rejects.toEqual(refused);
  });

  it('reads as anybody, whatever the caller may', async () => {
    const { token, assume, storage } = await ownIssuer();
    await storage.putPublicAccessBlock({
      Bucket: bucket,
      PublicAccessBlockConfiguration: { RestrictPublicBuckets: true },
    });
    await expect(assume(await token())).rejects.toEqual(NO_KEY);
  });
});
