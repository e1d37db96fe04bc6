import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PatchOperation } from '../../../../simulator/kubernetes/admission/inject-token.ts';
import type { Pod, ServiceAccount } from '../../../../simulator/kubernetes/admission/pod.ts';
import { podIdentityPatch } from '../../../../simulator/kubernetes/admission/pod-identity-webhook.ts';
import { eksWebhook, type WebhookSettings } from '../../../../simulator/kubernetes/admission/webhook-settings.ts';
import type { ObjectMeta } from '../../../../simulator/kubernetes/storage.ts';

/** One file of `webhook-cases/`: the published webhook's own cases, written anew. Chance is always 0, as there. */
interface Case {
  name: string;
  /** In repository aws/amazon-eks-pod-identity-webhook, at 3bf80a3. */
  source: string;
  /** Where the webhook's flags differ from those of EKS. */
  settings: Partial<WebhookSettings>;
  /** Annotations of the pod's service account. */
  serviceAccount: Record<string, string>;
  associated: boolean;
  /** As the API server sends it. */
  pod: { metadata: Partial<ObjectMeta>; spec: Pod['spec'] };
  /** None: the pod is let in as it is. */
  patch?: PatchOperation[];
}

const folder = new URL('./webhook-cases/', import.meta.url);
const cases = readdirSync(folder).map((file): Case => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
const ROLE = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/cart' };
const zeros = { uuid: () => '', chars: (length: number) => '0'.repeat(length) };

function patchOf({ settings, serviceAccount, associated, pod }: Omit<Case, 'name' | 'source'>) {
  const metadata = { uid: '', resourceVersion: '', creationTimestamp: '', namespace: 'default', name: 'default' };
  const account: ServiceAccount = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...metadata, annotations: serviceAccount },
  };
  const sent: Pod = { apiVersion: 'v1', kind: 'Pod', ...pod, metadata: { ...metadata, ...pod.metadata } };
  const around = { findServiceAccount: () => account, hasAssociation: () => associated, ids: zeros };
  return podIdentityPatch(sent, { ...eksWebhook('us-west-2'), ...settings }, around);
}

describe('the pod identity webhook', () => {
  it.each(cases)('$name ($source)', ({ patch, ...one }) => {
    const before = structuredClone(one.pod);
    expect(patchOf(one)).toEqual(patch);
    expect(one.pod).toEqual(before);
  });

  // pkg/cache/cache_test.go TestNonRegionalSTS
  it.each([
    ['true', false, true],
    ['false', false, false],
    ['', false, false],
    [undefined, false, false],
    ['true', true, true],
    ['false', true, false],
    ['', true, true],
    [undefined, true, true],
  ])('sts-regional-endpoints %j over the flag %s gives %s', (annotation, regionalSts, expected) => {
    const pod = { metadata: {}, spec: { containers: [{ name: 'app' }] } };
    const key = 'eks.amazonaws.com/sts-regional-endpoints';
    const serviceAccount: Record<string, string> = { ...ROLE, ...(annotation !== undefined && { [key]: annotation }) };
    const patch = patchOf({ settings: { regionalSts }, serviceAccount, associated: false, pod });
    expect(JSON.stringify(patch).includes('"AWS_STS_REGIONAL_ENDPOINTS","value":"regional"')).toBe(expected);
  });
});
