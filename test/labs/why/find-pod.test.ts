import { describe, expect, it } from 'vitest';
import { openShop } from './shop.ts';

describe('a pod that does not exist', () => {
  const cases = [
    ['no name', '', 'Name one pod as <cluster>/<namespace>/<pod>, such as'],
    ['too many parts', 'a/b/c/d', 'Name one pod as <cluster>/<namespace>/<pod>, such as'],
    ['another cluster', 'shop/shop/cart', 'There is no cluster shop. The clusters are workshop-a, workshop-b.'],
    [
      'another namespace',
      'workshop-a/shopping/cart',
      'There is no namespace shopping in workshop-a. The namespaces are ',
    ],
    ['an empty namespace', 'workshop-a/default/cart', 'There are no pods in workshop-a/default.'],
    ['another pod', 'workshop-a/shop/card', 'There is no pod card in workshop-a/shop. The pods are cart.'],
  ];

  it('is told with what there is', async () => {
    const shop = await openShop();
    await shop.makePod();
    for (const [name, place = '', message] of cases) {
      await expect(async () => shop.why(place), name).rejects.toThrow(message);
    }
  });
});

describe('the beginning of a name', () => {
  it('finds the newest pod of a Deployment', async () => {
    const shop = await openShop();
    await shop.makePod({}, {}, { name: 'cart-1' });
    shop.pass(1);
    await shop.makePod({}, {}, { name: 'cart-2' });
    expect((await shop.ask()).pod).toBe('cart-2');
  });
});
