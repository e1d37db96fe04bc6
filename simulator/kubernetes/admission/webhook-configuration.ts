import { selects } from '../api-server/selectors.ts';
import type { KubeObject, Storage } from '../storage.ts';
import type { Pod } from './pod.ts';

const RESOURCE = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';
// On the control plane: there is no Service of it in the cluster. facts A.1
const URL = 'https://127.0.0.1:23443/mutate';

interface Webhook {
  clientConfig?: { url?: string };
  namespaceSelector?: unknown;
  objectSelector?: unknown;
}

/**
 * Whether the API server calls the pod identity webhook for this pod: if any MutatingWebhookConfiguration says so. That
 * is how people on EKS exempt pods from it. aws/amazon-eks-pod-identity-webhook#216
 */
export function callsPodIdentityWebhook(storage: Storage, { metadata }: Pod): boolean {
  const namespace = storage.get('namespaces', undefined, metadata.namespace ?? 'default');
  return storage
    .list(RESOURCE)
    .flatMap((configuration) => (configuration.webhooks ?? []) as Webhook[])
    .filter((webhook) => webhook.clientConfig?.url === URL)
    .some(
      ({ namespaceSelector, objectSelector }) =>
        selects(namespaceSelector, namespace?.metadata.labels ?? {}) && selects(objectSelector, metadata.labels ?? {}),
    );
}

/** Writes EKS's own configuration of the webhook, if it is not there. */
export function ensureWebhookConfiguration(storage: Storage, certificatePem: string): void {
  const configuration = eksConfiguration(btoa(certificatePem));
  if (!storage.get(RESOURCE, undefined, configuration.metadata.name)) storage.create(RESOURCE, configuration);
}

/** facts A.1. What it does not tell is assumed to be the API server's default. */
const eksConfiguration = (caBundle: string): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'pod-identity-webhook', uid: '', resourceVersion: '', creationTimestamp: '' },
  webhooks: [
    {
      admissionReviewVersions: ['v1beta1'],
      clientConfig: { caBundle, url: URL },
      failurePolicy: 'Ignore',
      matchPolicy: 'Equivalent',
      name: 'iam-for-pods.amazonaws.com',
      namespaceSelector: {},
      objectSelector: {},
      reinvocationPolicy: 'IfNeeded',
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' }],
      sideEffects: 'None',
      timeoutSeconds: 10,
    },
  ],
});
