import { describe, expect, it } from 'vitest';
import { linkOf, openShop, openShopWithPodIdentity, type Shop } from './shop.ts';

const PARTNERS = 'arn:aws:iam::444455556666:role/target';
const BOTH = ['sts:AssumeRole', 'sts:TagSession'];

async function putPolicy({ world }: Shop, document: object): Promise<void> {
  const PolicyDocument = JSON.stringify(document);
  await (await world.aws.iam()).putRolePolicy({ RoleName: 'app', PolicyName: 'hop', PolicyDocument });
}

describe('a target role of another account', () => {
  it('must be allowed by the role’s own policies', async () => {
    const shop = await openShopWithPodIdentity({ targetRoleArn: PARTNERS });
    await shop.makePod({}, { command: ['node', '/another/app.mjs'] });
    const { seen, remedy } = await shop.brokenAt('target-role');
    expect(seen).toBe(`the policies of app do not allow sts:AssumeRole and sts:TagSession on ${PARTNERS}`);
    const document = /--policy-name assume-target-role --policy-document '(.*)'$/.exec(remedy ?? '')?.[1];
    await putPolicy(shop, JSON.parse(document ?? '{}'));
    const link = linkOf(await shop.ask(), 'target-role');
    expect(link).toMatchObject({ mark: 'unknown' });
    expect(link.seen).toContain('is in account 444455556666; its trust policy must say {"Effect":"Allow"');
  });

  it('refuses, as CloudTrail tells', async () => {
    const shop = await openShopWithPodIdentity({ targetRoleArn: PARTNERS });
    await putPolicy(shop, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: BOTH, Resource: PARTNERS }],
    });
    await shop.makePod({}, { command: ['node', '/another/app.mjs'] });
    expect((await shop.app('cart').askAgent()).status).toBe(400);
    const { seen, remedy } = await shop.brokenAt('target-role');
    expect(seen).toMatch(
      /is in account 444455556666 and refused at .*: AccessDenied: User: .* is not authorized to perform: sts:AssumeRole/,
    );
    expect(remedy).toContain('# Ask account 444455556666 for this statement in the trust policy of target: {"Effect":');
  });
});

describe('a role of another account, by IRSA', () => {
  it('is not seen, and what it lacks is told by who refused', async () => {
    const shop = await openShop();
    await shop.annotate(PARTNERS);
    await shop.makePod();
    const answer = await shop.ask();
    const marks = ['oidc-provider', 'audience', 'role', 'web-identity-trust'].map((id) => linkOf(answer, id).mark);
    expect(marks).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect((await shop.brokenAt('identity')).seen).toContain('No OpenIDConnect provider found in your account');
    const provider = `arn:aws:iam::444455556666:oidc-provider/${await shop.issuer()}`;
    expect(linkOf(answer, 'oidc-provider').seen).toBe(`${provider} is in another account; look there`);
  });
});
