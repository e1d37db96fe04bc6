import type { Case } from './case.ts';
import { type LabelSelector, selects } from './selector.ts';

const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
/** EKS's name for it, and that of the public one. facts A.1 */
const NAMES = ['iam-for-pods.amazonaws.com', 'pod-identity-webhook.amazonaws.com'];

interface Webhook {
  name: string;
  failurePolicy?: string;
  namespaceSelector?: LabelSelector;
  objectSelector?: LabelSelector;
}

/** What the API server is told of the pod identity webhook. */
export interface WebhookCall {
  /** Of the object. */
  configuration: string;
  failurePolicy: string;
  /** The selector that exempts this pod, as a path in the object; webhook#216. */
  exemptedBy?: string;
}

/** Undefined if the API server is not told of it. Errors: as `KubeClient.list`. */
export async function findWebhook({ kube, pod, place }: Case): Promise<WebhookCall | undefined> {
  const found = (await kube.list(CONFIGURATIONS)).flatMap(({ metadata, webhooks }) =>
    ((webhooks ?? []) as Webhook[]).map((webhook, index) => ({ configuration: metadata.name, webhook, index })),
  );
  const ours = found.find(({ webhook }) => NAMES.includes(webhook.name));
  if (!ours) return undefined;
  const { configuration, webhook, index } = ours;
  const namespace = await kube.find(`/api/v1/namespaces/${place.namespace}`);
  const { labels = {} } = (namespace?.metadata ?? {}) as { labels?: Record<string, string> };
  const exempting = exempts(webhook, labels, pod.metadata.labels ?? {});
  const call = { configuration, failurePolicy: webhook.failurePolicy ?? 'Fail' };
  return exempting ? { ...call, exemptedBy: `/webhooks/${index}/${exempting}` } : call;
}

type Labels = Record<string, string>;

function exempts({ namespaceSelector = {}, objectSelector = {} }: Webhook, namespace: Labels, pod: Labels) {
  if (!selects(namespaceSelector, namespace)) return 'namespaceSelector';
  return selects(objectSelector, pod) ? undefined : 'objectSelector';
}
