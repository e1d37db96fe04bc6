import { describe, expect, it } from 'vitest';
import { linkOf, openShopWithIrsa, openShopWithPodIdentity } from './shop.ts';

const marks = (links: { id: string; mark: string }[]) => Object.fromEntries(links.map(({ id, mark }) => [id, mark]));

describe('a pod whose chain holds', () => {
  it('by Pod Identity, link by link', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const answer = await shop.ask();
    expect(answer).toMatchObject({ pod: 'cart', mechanism: 'Pod Identity', broken: null });
    expect(marks(answer.links)).toEqual({
      cluster: 'holds',
      pod: 'holds',
      'service-account': 'holds',
      assignment: 'holds',
      node: 'holds',
      timing: 'holds',
      webhook: 'holds',
      'other-credentials': 'holds',
      token: 'holds',
      'token-file': 'holds',
      'agent-addon': 'holds',
      'agent-pod': 'holds',
      proxy: 'holds',
      role: 'holds',
      'pod-identity-trust': 'holds',
      'trust-width': 'warning',
      'target-role': 'holds',
      sdk: 'unknown',
      identity: 'holds',
      session: 'holds',
      permission: 'unknown',
    });
  });

  it('by IRSA, link by link', async () => {
    const shop = await openShopWithIrsa();
    await shop.makePod();
    const answer = await shop.ask();
    expect(answer).toMatchObject({ pod: 'cart', mechanism: 'IRSA', broken: null });
    expect(marks(answer.links)).toEqual({
      cluster: 'holds',
      pod: 'holds',
      'service-account': 'holds',
      assignment: 'holds',
      timing: 'holds',
      webhook: 'holds',
      'other-credentials': 'holds',
      token: 'holds',
      'token-file': 'holds',
      'oidc-provider': 'holds',
      audience: 'holds',
      role: 'holds',
      'web-identity-trust': 'holds',
      'trust-width': 'holds',
      sdk: 'unknown',
      identity: 'holds',
      session: 'holds',
      permission: 'unknown',
    });
  });

  it('says which session CloudTrail knows it by', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const { seen } = linkOf(await shop.ask(), 'session');
    expect(seen).toMatch(/session eks-workshop-a-cart-[0-9a-f-]{36}, tags and policies take \d+ % of their room/);
    expect(seen).toMatch(/aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=eks-/);
  });
});
