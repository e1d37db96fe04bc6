import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { admitPod } from '../../../../simulator/kubernetes/admission/admit-pod.ts';
import type { ServiceAccount } from '../../../../simulator/kubernetes/admission/pod.ts';
import type { KubeObject, ObjectMeta } from '../../../../simulator/kubernetes/storage.ts';
import { randomIds } from '../../../../simulator/runtime-services.ts';
import { countingIds } from '../../wire/test-endpoint.ts';

/** One file of `cases/`: anyone can add one without reading the code. Random names come out as `bbbbc`, the jitter as 1 s. */
interface Case {
  name: string;
  source: string;
  /** Service accounts of the pod's namespace. */
  serviceAccounts: { name: string; annotations?: Record<string, string>; automountServiceAccountToken?: boolean }[];
  /** `<namespace>/<service account>` with an association. */
  associated?: string[];
  pod: { metadata: Partial<ObjectMeta>; spec: object };
  expected?: object;
  error?: object;
}

const folder = new URL('./cases/', import.meta.url);
const cases = readdirSync(folder).map((file): Case => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

function admit({ pod, serviceAccounts, associated = [] }: Case, ids = countingIds()): KubeObject {
  const metadata = { uid: '', resourceVersion: '', creationTimestamp: '', name: '', ...pod.metadata };
  return admitPod(
    { apiVersion: 'v1', kind: 'Pod', ...pod, metadata },
    {
      region: 'us-west-2',
      ids,
      callsWebhook: () => true,
      hasAssociation: (namespace, name) => associated.includes(`${namespace}/${name}`),
      findServiceAccount(namespace, name) {
        const found = serviceAccounts.find((account) => account.name === name);
        return found && serviceAccount(namespace, found);
      },
    },
  );
}

function serviceAccount(
  namespace: string,
  { name, annotations, ...rest }: Case['serviceAccounts'][number],
): ServiceAccount {
  const metadata: ObjectMeta = { name, namespace, uid: 'u', resourceVersion: '1', creationTimestamp: '' };
  if (annotations) metadata.annotations = annotations;
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata, ...rest };
}

describe('admission of a pod', () => {
  it.each(cases.filter((one) => one.expected))('$name ($source)', (one) => {
    const before = structuredClone(one.pod);
    const { metadata, spec } = admit(one);
    const { uid: _, resourceVersion: __, creationTimestamp: ___, ...kept } = metadata;
    expect({ metadata: kept, spec }).toEqual(one.expected);
    expect(one.pod).toEqual(before);
  });

  it.each(cases.filter((one) => one.error))('$name ($source)', (one) => {
    expect(() => admit(one)).toThrow(expect.objectContaining(one.error));
  });

  it('is complete after the first time: a second call changes nothing', () => {
    for (const one of cases.filter(({ expected }) => expected)) {
      const once = admit(one);
      expect(admit({ ...one, pod: once as never })).toEqual(once);
    }
  });

  it('names a pod of a ReplicaSet by its generateName when it refuses it', () => {
    const pod = { metadata: { generateName: 'cart-5d4f9c-', namespace: 'shop' }, spec: { containers: [] } };
    expect(() => admit({ name: '', source: '', serviceAccounts: [], pod })).toThrow(
      'pods "cart-5d4f9c-" is forbidden: error looking up service account shop/default: serviceaccount "default" not found',
    );
  });

  it('jitters the lifetime of tokens between 22 and 24 hours', () => {
    const [one] = cases.filter(({ associated }) => associated?.includes('shop/cart'));
    if (!one) throw new Error('no case with an association');
    for (let draw = 0; draw < 50; draw += 1) {
      const [, seconds] = /"expirationSeconds":(\d+)/.exec(JSON.stringify(admit(one, randomIds).spec)) ?? [];
      expect(Number(seconds)).toBeGreaterThanOrEqual(79_200);
      expect(Number(seconds)).toBeLessThanOrEqual(86_400);
    }
  });
});
