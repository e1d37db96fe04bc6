import { describe, expect, it } from 'vitest';
import { pod, testCluster } from '../api-server/test-cluster.ts';

const CONFIGURATION = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/pod-identity-webhook';
const PODS = '/api/v1/namespaces/default/pods';
const SKIP = 'eks.amazonaws.com/skip-pod-identity-webhook';

async function clusterWithAssociation() {
  const kube = await testCluster({ hasAssociation: () => true });
  const variables = async (name: string, labels: Record<string, string> = {}) => {
    const { body } = await kube.call('POST', PODS, { ...pod(name), metadata: { name, labels } });
    return (body.spec.containers[0].env ?? []).map((variable: { name: string }) => variable.name);
  };
  return { ...kube, variables };
}

describe('the configuration of the pod identity webhook', () => {
  it('is in the cluster as EKS writes it', async () => {
    const { call } = await clusterWithAssociation();
    const { body } = await call('GET', CONFIGURATION);
    expect(body.webhooks).toEqual([
      expect.objectContaining({
        name: 'iam-for-pods.amazonaws.com',
        clientConfig: { url: 'https://127.0.0.1:23443/mutate', caBundle: btoa('certificate') },
        failurePolicy: 'Ignore',
        sideEffects: 'None',
        timeoutSeconds: 10,
        reinvocationPolicy: 'IfNeeded',
      }),
    ]);
  });

  it('exempts pods by label, as the published manifest does', async () => {
    const { call, variables } = await clusterWithAssociation();
    const objectSelector = { matchExpressions: [{ key: SKIP, operator: 'DoesNotExist' }] };
    const patch = [{ op: 'replace', path: '/webhooks/0/objectSelector', value: objectSelector }];
    expect(await variables('before', { [SKIP]: 'true' })).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    await call('PATCH', CONFIGURATION, patch, { contentType: 'application/json-patch+json' });
    expect(await variables('skipped', { [SKIP]: 'true' })).toEqual([]);
    expect(await variables('other')).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  it('exempts namespaces by label', async () => {
    const { call, variables } = await clusterWithAssociation();
    const namespaceSelector = { matchLabels: { identity: 'on' } };
    const patch = [{ op: 'replace', path: '/webhooks/0/namespaceSelector', value: namespaceSelector }];
    await call('PATCH', CONFIGURATION, patch, { contentType: 'application/json-patch+json' });
    expect(await variables('skipped')).toEqual([]);
  });

  it('ends the injection when it is deleted', async () => {
    const { call, variables } = await clusterWithAssociation();
    await call('DELETE', CONFIGURATION);
    expect(await variables('late')).toEqual([]);
  });
});
