import { expect, it } from 'vitest';
import { testCluster } from './test-cluster.ts';

it('takes texts of a Secret as base64, up to its size', async () => {
  const { call } = await testCluster();
  const large = 'é'.repeat(300_000);
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, stringData: { short: 'é', large } };
  const { status, body } = await call('POST', '/api/v1/namespaces/default/secrets', secret);
  expect(status).toBe(201);
  expect(body).not.toHaveProperty('stringData');
  expect(body.data).toEqual({ short: 'w6k=', large: Buffer.from(large).toString('base64') });
});
