import { beforeEach, expect, it, vi } from 'vitest';
import { deployment, readText, type TestCluster, testCluster } from './test-cluster.ts';

const NAMESPACE = '/api/v1/namespaces/default';
const WEB = {
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
};

let cluster: TestCluster;
beforeEach(async () => {
  cluster = await testCluster();
  await cluster.call('POST', `${NAMESPACE}/services`, WEB);
});

it('is sent on to a ready pod of the Service', async () => {
  await cluster.call('POST', '/apis/apps/v1/namespaces/default/deployments', deployment('web', 1));
  await vi.waitFor(async () => {
    const { body } = await cluster.call('GET', `${NAMESPACE}/endpoints/web`);
    expect(body.subsets).toMatchObject([{ addresses: [{ targetRef: { kind: 'Pod' } }], ports: [{ port: 8080 }] }]);
  });
  for (const target of ['web', 'web:80', 'web:http', 'http:web:80']) {
    const response = await cluster.send('GET', `${NAMESPACE}/services/${target}/proxy/identity?a=b`);
    expect([target, await readText(response)]).toEqual([target, 'GET /identity?a=b']);
  }
});

it('is refused without a ready pod, port or Service', async () => {
  const refusal = async (target: string) => {
    const { status, body } = await cluster.call('GET', `${NAMESPACE}/services/${target}/proxy/`);
    return [status, body.message];
  };
  expect(await refusal('web')).toEqual([503, 'no endpoints available for service "web"']);
  expect(await refusal('web:81')).toEqual([400, 'no service port "81" found for service "web"']);
  expect(await refusal('nope')).toEqual([404, 'services "nope" not found']);
});
