import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import type { JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { createIssuer, issuers, signToken } from '../../../simulator/oidc/issuer.ts';
import { refusal, seededAccounts, trust } from '../iam/accounts.ts';

const host = 'oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const issuer = `https://${host}`;
const provider = `arn:aws:iam::111122223333:oidc-provider/${host}`;
const subject = 'system:serviceaccount:shop:cart';

/** An account with the issuer as its provider, and a role that trusts shop/cart. */
async function irsa() {
  const accounts = seededAccounts();
  const { state, endpoint } = accounts;
  await createIssuer(state, issuer);
  const client = accounts.iam();
  const condition = { StringEquals: { [`${host}:sub`]: subject, [`${host}:aud`]: 'sts.amazonaws.com' } };
  const AssumeRolePolicyDocument = trust({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity', condition);
  await client.send(new iam.CreateOpenIDConnectProviderCommand({ Url: issuer, ClientIDList: ['sts.amazonaws.com'] }));
  await client.send(new iam.CreateRoleCommand({ RoleName: 'cart', AssumeRolePolicyDocument }));
  const now = Math.floor(endpoint.clock.now() / 1000);
  const claims = { iss: issuer, sub: subject, aud: ['sts.amazonaws.com'], iat: now, nbf: now, exp: now + 3600 };
  const token = (changed: JWTPayload = {}) => signToken(state, issuer, { ...claims, ...changed });
  const assume = (WebIdentityToken: string, RoleName = 'cart') =>
    accounts.sts().send(
      new sts.AssumeRoleWithWebIdentityCommand({
        RoleArn: `arn:aws:iam::111122223333:role/${RoleName}`,
        RoleSessionName: 'pod',
        WebIdentityToken,
      }),
    );
  return { ...accounts, token, assume, now };
}

describe('AssumeRoleWithWebIdentity', () => {
  it('turns a service account’s token into a session of the role', async () => {
    const { token, assume, sts: client } = await irsa();
    const answer = await assume(await token());
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: subject,
      Audience: 'sts.amazonaws.com',
      Provider: provider,
      AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/cart/pod' },
    });
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const identity = await client(credentials).send(new sts.GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(answer.AssumedRoleUser?.Arn);
  });

  it('refuses other service accounts, other roles and roles that do not exist alike', async () => {
    const { token, assume } = await irsa();
    const refused = refusal('AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
    await expect(assume(await token({ sub: 'system:serviceaccount:shop:other' }))).rejects.toEqual(refused);
    await expect(assume(await token(), 'workshop-node')).rejects.toEqual(refused);
    await expect(assume(await token(), 'ghost')).rejects.toEqual(refused);
  });

  it('refuses what is no token', async () => {
    const { assume } = await irsa();
    await expect(assume('no.token')).rejects.toEqual(
      refusal(
        'InvalidIdentityToken',
        400,
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
      ),
    );
  });

  it('refuses tokens without an audience', async () => {
    const { assume, state } = await irsa();
    const token = await signToken(state, issuer, { iss: issuer, sub: subject });
    await expect(assume(token)).rejects.toEqual(refusal('InvalidIdentityToken', 400, 'Missing a required claim: aud'));
  });

  it('refuses issuers that the account does not know', async () => {
    const { assume, iam: client, token } = await irsa();
    await client().send(new iam.DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: provider }));
    await expect(assume(await token())).rejects.toEqual(
      refusal('InvalidIdentityToken', 400, `No OpenIDConnect provider found in your account for ${issuer}`),
    );
  });

  it('refuses other audiences', async () => {
    const { assume, token } = await irsa();
    await expect(assume(await token({ aud: ['pods.eks.amazonaws.com'] }))).rejects.toEqual(
      refusal('InvalidIdentityToken', 400, 'Incorrect token audience'),
    );
  });

  it('refuses keys that the issuer does not publish', async () => {
    const { assume, token, state } = await irsa();
    const signed = await token();
    const row = issuers(state).get(issuer);
    if (row) issuers(state).put(issuer, { ...row, publishedKeys: [] });
    await expect(assume(signed)).rejects.toEqual(
      refusal(
        'InvalidIdentityToken',
        400,
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
      ),
    );
  });

  it('refuses a token that was changed after it was signed', async () => {
    const { assume, token } = await irsa();
    const [header, , signature] = (await token()).split('.');
    const [, payload] = (await token({ sub: 'system:serviceaccount:shop:cart', jti: 'other' })).split('.');
    await expect(assume(`${header}.${payload}.${signature}`)).rejects.toEqual(
      refusal(
        'InvalidIdentityToken',
        400,
        'The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.',
      ),
    );
  });

  it('refuses expired tokens, saying both times', async () => {
    const { assume, token, now } = await irsa();
    await expect(assume(await token({ exp: now }))).rejects.toEqual(
      refusal(
        'ExpiredToken',
        400,
        `Token expired: current date/time ${now} must be before the expiration date/time ${now}`,
      ),
    );
  });
});
