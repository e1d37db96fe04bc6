import { describe, expect, it } from 'vitest';
import { linkOf, openShop, openShopWithIrsa, openShopWithPodIdentity, POD_IDENTITY_TRUST, type Shop } from './shop.ts';
import { ROLE_ARN } from './why-cloud.ts';

const TRUST_COMMAND = /^aws iam update-assume-role-policy --role-name app --policy-document '(.*)'$/s;

/** The statements of the command that the remedy is, or whose lines it ends in. */
const statementsIn = (remedy = '') =>
  (JSON.parse(TRUST_COMMAND.exec(remedy.split('\n').at(-1) ?? '')?.[1] ?? '{}') as { Statement: object[] }).Statement;

/** The remedy does what it says: with it, the pod has credentials. */
async function repairs(shop: Shop, remedy: string | undefined): Promise<void> {
  await shop.setTrust(...statementsIn(remedy));
  expect((await shop.ask()).broken).toBeNull();
}

describe('a role that does not trust EKS Pod Identity', () => {
  it('for want of sts:TagSession', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    await shop.setTrust({ ...POD_IDENTITY_TRUST, Action: 'sts:AssumeRole' });
    const { seen, remedy } = await shop.brokenAt('pod-identity-trust');
    expect(seen).toBe(
      'app does not allow pods.eks.amazonaws.com sts:TagSession: statement 1: action sts:TagSession does not match sts:AssumeRole',
    );
    expect(linkOf(await shop.ask(), 'identity').mark).toBe('broken');
    expect(linkOf(await shop.ask(), 'session')).toMatchObject({
      mark: 'broken',
      seen: expect.stringContaining('AssumeRole was refused: AccessDenied: pods.eks.amazonaws.com is not authorized'),
    });
    await repairs(shop, remedy);
  });

  it('for a condition that names another namespace', async () => {
    const shop = await openShopWithPodIdentity();
    const Condition = { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shopping' } };
    await shop.setTrust({ ...POD_IDENTITY_TRUST, Condition });
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('pod-identity-trust');
    expect(seen).toContain(
      'statement 1: condition StringEquals aws:RequestTag/kubernetes-namespace: expected "shopping", the request has "shop"',
    );
    await repairs(shop, remedy);
  });

  it('by a denial, which no other statement lifts', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    await shop.setTrust(POD_IDENTITY_TRUST, { ...POD_IDENTITY_TRUST, Sid: 'NotHere', Effect: 'Deny' });
    expect(await shop.brokenAt('pod-identity-trust')).toMatchObject({
      seen: 'app does not allow pods.eks.amazonaws.com sts:AssumeRole: statement NotHere denies it',
      remedy: '# Change that statement; what is denied cannot be allowed elsewhere.',
    });
  });

  it('because it is gone', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    await (await shop.world.aws.iam()).deleteRole({ RoleName: 'app' });
    const { seen, remedy } = await shop.brokenAt('role');
    expect(seen).toBe(`there is no role ${ROLE_ARN}`);
    expect(remedy).toContain("aws iam list-roles --query 'Roles[?RoleName==`app`].Arn'");
  });
});

describe('a role that trusts more than it should', () => {
  it('lets in every cluster of the account', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const { mark, seen, remedy } = linkOf(await shop.ask(), 'trust-width');
    expect(`${mark}: ${seen}`).toBe(
      'warning: app lets in any other cluster of the account, if somebody names it there',
    );
    await repairs(shop, remedy);
    expect(linkOf(await shop.ask(), 'trust-width').mark).toBe('holds');
  });

  it('lets in every service account of the cluster', async () => {
    const shop = await openShop();
    await shop.createProvider();
    const { Condition: _condition, ...wide } = await shop.webIdentityTrust();
    await shop.putRole(wide);
    await shop.annotate(ROLE_ARN);
    await shop.makePod();
    const { seen, remedy } = linkOf(await shop.ask(), 'trust-width');
    expect(seen).toBe('app lets in any other service account of the cluster, if somebody names it there');
    await repairs(shop, remedy);
    expect(linkOf(await shop.ask(), 'trust-width').mark).toBe('holds');
  });
});

describe('a role that does not trust the token', () => {
  it('because IAM does not know the issuer', async () => {
    const shop = await openShop();
    await shop.putRole(await shop.webIdentityTrust());
    await shop.annotate(ROLE_ARN);
    await shop.makePod();
    const issuer = await shop.issuer();
    expect(await shop.brokenAt('oidc-provider')).toMatchObject({
      seen: `there is no arn:aws:iam::111122223333:oidc-provider/${issuer}`,
      remedy: `aws iam create-open-id-connect-provider --url https://${issuer} --client-id-list sts.amazonaws.com`,
    });
    expect(linkOf(await shop.ask(), 'identity').seen).toContain(
      `No OpenIDConnect provider found in your account for https://${issuer}`,
    );
    await shop.createProvider();
    expect((await shop.ask()).broken).toBeNull();
  });

  it('because the provider does not know the audience', async () => {
    const shop = await openShopWithIrsa({}, { clientIds: ['shop'] });
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('audience');
    expect(seen).toBe("the token is for audience sts.amazonaws.com, and the provider's client ids are shop");
    expect(remedy).toMatch(/^aws iam add-client-id-to-open-id-connect-provider .* --client-id sts\.amazonaws\.com$/);
    expect(linkOf(await shop.ask(), 'session').seen).toContain('InvalidIdentityToken: Incorrect token audience');
    const OpenIDConnectProviderArn = `arn:aws:iam::111122223333:oidc-provider/${await shop.issuer()}`;
    const iam = await shop.world.aws.iam();
    await iam.addClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID: 'sts.amazonaws.com' });
    expect((await shop.ask()).broken).toBeNull();
  });

  it('because the service account stands at :aud', async () => {
    const shop = await openShopWithIrsa();
    const key = `${await shop.issuer()}:aud`;
    const subject = 'system:serviceaccount:shop:cart';
    const trust = { ...(await shop.webIdentityTrust()), Condition: { StringEquals: { [key]: subject } } };
    await shop.setTrust(trust);
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('web-identity-trust');
    expect(seen).toContain(
      `statement 1: condition StringEquals ${key}: expected "${subject}", the request has "sts.amazonaws.com"; :aud is for whom the token is, and the service account belongs into :sub`,
    );
    await repairs(shop, remedy);
  });

  it("because a condition begins with the provider's ARN", async () => {
    const shop = await openShopWithIrsa();
    const trust = await shop.webIdentityTrust();
    const key = `${trust.Principal.Federated}:sub`;
    await shop.setTrust({ ...trust, Condition: { StringEquals: { [key]: 'system:serviceaccount:shop:cart' } } });
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('web-identity-trust');
    expect(seen).toContain("; condition keys begin with the issuer without https://, not with the provider's ARN");
    await repairs(shop, remedy);
  });

  it('because its provider is in another Region', async () => {
    const shop = await openShopWithIrsa();
    const trust = await shop.webIdentityTrust();
    const Federated = trust.Principal.Federated.replace('us-west-2', 'eu-west-1');
    await shop.setTrust({ ...trust, Principal: { Federated } });
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('web-identity-trust');
    expect(seen).toContain(`statement 1: principal ${trust.Principal.Federated} is not among ${Federated}`);
    expect(linkOf(await shop.ask(), 'session').seen).toContain(
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    );
    await repairs(shop, remedy);
  });

  it('because it names another service account', async () => {
    const shop = await openShopWithIrsa();
    const trust = await shop.webIdentityTrust();
    const key = `${await shop.issuer()}:sub`;
    await shop.setTrust({ ...trust, Condition: { StringEquals: { [key]: 'system:serviceaccount:shop:card' } } });
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('web-identity-trust');
    expect(seen).toMatch(
      /expected "system:serviceaccount:shop:card", the request has "system:serviceaccount:shop:cart"$/,
    );
    await repairs(shop, remedy);
  });
});
