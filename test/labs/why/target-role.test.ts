import { describe, expect, it } from 'vitest';
import { linkOf, openShop, POD_IDENTITY_TRUST, type Shop } from './shop.ts';
import { CLUSTER, ROLE_ARN } from './why-cloud.ts';

const TARGET_ARN = ROLE_ARN.replace(/app$/, 'target');
const BOTH = ['sts:AssumeRole', 'sts:TagSession'];
const TRUSTS_APP = { Effect: 'Allow', Principal: { AWS: ROLE_ARN }, Action: BOTH };

async function openShopWithTarget(trust: object, association: object = {}): Promise<Shop> {
  const shop = await openShop();
  await shop.installAgent();
  await shop.putRole(POD_IDENTITY_TRUST);
  await shop.putRole(trust, 'target');
  await shop.associate({ targetRoleArn: TARGET_ARN, ...association });
  return shop;
}

/** Does what the remedy says, given that it is one AWS command with a JSON document at its end. */
async function repair({ world }: Shop, remedy = ''): Promise<void> {
  const document = /'(\{.*\})'$/.exec(remedy)?.[1] ?? '';
  const iam = await world.aws.iam();
  if (remedy.startsWith('aws iam update-assume-role-policy --role-name target ')) {
    await iam.updateAssumeRolePolicy({ RoleName: 'target', PolicyDocument: document });
  } else {
    expect(remedy).toMatch(/^aws iam put-role-policy --role-name app --policy-name assume-target-role /);
    await iam.putRolePolicy({ RoleName: 'app', PolicyName: 'assume-target-role', PolicyDocument: document });
  }
}

describe('the target role of an association', () => {
  it('trusts the role, and the pod has its session', async () => {
    const shop = await openShopWithTarget(TRUSTS_APP);
    await shop.makePod();
    const link = linkOf(await shop.ask(), 'target-role');
    expect(link).toMatchObject({
      mark: 'holds',
      seen: `${TARGET_ARN} lets app sts:AssumeRole and sts:TagSession`,
    });
    expect(linkOf(await shop.ask(), 'session').mark).toBe('holds');
  });

  it('must allow sts:TagSession too', async () => {
    const shop = await openShopWithTarget({ ...TRUSTS_APP, Action: 'sts:AssumeRole' });
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('target-role');
    expect(seen).toBe(
      `${TARGET_ARN} does not let app sts:TagSession: statement 1: action sts:TagSession does not match sts:AssumeRole`,
    );
    expect(linkOf(await shop.ask(), 'session').seen).toContain('is not authorized to perform: sts:TagSession');
    await repair(shop, remedy);
    expect(linkOf(await shop.ask(), 'target-role').mark).toBe('holds');
  });

  it('wants the ExternalId of this association', async () => {
    const Condition = { StringEquals: { 'sts:ExternalId': `us-west-2/111122223333/${CLUSTER}/shop/card` } };
    const trust = { ...TRUSTS_APP, Condition };
    const shop = await openShopWithTarget(trust, { disableSessionTags: true });
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('target-role');
    expect(seen).toContain(
      'condition StringEquals sts:ExternalId: expected "us-west-2/111122223333/workshop-a/shop/card", the request has "us-west-2/111122223333/workshop-a/shop/cart"',
    );
    await repair(shop, remedy);
    expect(linkOf(await shop.ask(), 'target-role').mark).toBe('holds');
  });

  it('trusts the account only, so that the role needs a permission', async () => {
    const shop = await openShopWithTarget({ ...TRUSTS_APP, Principal: { AWS: '111122223333' } });
    await shop.makePod();
    expect((await shop.brokenAt('target-role')).seen).toContain('does not let app sts:AssumeRole');
  });

  it('does not exist', async () => {
    const shop = await openShopWithTarget(TRUSTS_APP);
    await shop.makePod();
    await (await shop.world.aws.iam()).deleteRole({ RoleName: 'target' });
    expect((await shop.brokenAt('target-role')).seen).toBe(`there is no role ${TARGET_ARN}`);
  });
});
