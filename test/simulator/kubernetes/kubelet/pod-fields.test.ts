import { expect, it } from 'vitest';
import { createPod, eventsOf, getPod, object, settle, startKubelet } from './fixture.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const resources = { requests: { cpu: '250m', memory: '64Mi' }, limits: { memory: '128Mi' } };

async function containerOf(fields: object, spec: object = {}) {
  const kubelet = await startKubelet();
  const { storage } = kubelet;
  storage.create('configmaps', object('ConfigMap', 'app', 'shop', { data: { 'a.txt': 'a', 'b.txt': 'b' } }));
  createPod(storage, { containers: [{ name: 'app', image: 'node', ...fields }], ...spec });
  await settle();
  return { ...kubelet, spec: kubelet.containers[0]?.spec };
}

const resource = (name: string, reference: object) => ({ name, valueFrom: { resourceFieldRef: reference } });

it('variables tell requests and limits, which are the node’s where there are none', async () => {
  const env = [
    resource('CPU', { resource: 'requests.cpu' }),
    resource('MILLI', { resource: 'requests.cpu', divisor: '1m' }),
    resource('MEMORY', { resource: 'limits.memory', divisor: '1Mi' }),
    resource('LIMIT', { resource: 'limits.cpu' }),
  ];
  const { spec } = await containerOf({ env, resources });
  expect(spec?.env).toMatchObject({ CPU: '1', MILLI: '250', MEMORY: '128', LIMIT: '2' });
});

it('files tell fields and resources', async () => {
  const items = [
    { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
    { path: 'memory', resourceFieldRef: { containerName: 'app', resource: 'limits.memory' } },
  ];
  const volumes = [{ name: 'info', downwardAPI: { items } }];
  const volumeMounts = [{ name: 'info', mountPath: '/info' }];
  const { spec } = await containerOf({ volumeMounts, resources }, { volumes });
  expect(text(spec?.mounts[0]?.files.memory)).toBe(String(128 * 2 ** 20));
});

it('a resource of a container that is not there keeps the pod waiting', async () => {
  const items = [{ path: 'cpu', resourceFieldRef: { containerName: 'web', resource: 'limits.cpu' } }];
  const { storage } = await containerOf({}, { volumes: [{ name: 'info', downwardAPI: { items } }] });
  expect(eventsOf(storage)).toContain(
    'FailedMount: MountVolume.SetUp failed for volume "info" : container web not found',
  );
});

it('files have the modes that the volume gives them', async () => {
  const items = [
    { key: 'a.txt', path: 'a.txt', mode: 0o400 },
    { key: 'b.txt', path: 'b.txt' },
  ];
  const volumes = [{ name: 'app', configMap: { name: 'app', items, defaultMode: 0o444 } }];
  const volumeMounts = [
    { name: 'app', mountPath: '/app' },
    { name: 'app', mountPath: '/one', subPath: 'a.txt' },
  ];
  const { spec } = await containerOf({ volumeMounts }, { volumes });
  expect(spec?.mounts[0]?.modes).toEqual({ '': 0o444, 'a.txt': 0o400 });
  expect(spec?.mounts[1]).toMatchObject({ modes: { '': 0o400 }, files: { '': new TextEncoder().encode('a') } });
});

it.each([
  ['anybody', {}, 0o644, undefined],
  ['the pod’s user', { runAsUser: 1000 }, 0o644, 0o600],
  ['the pod’s group', { fsGroup: 1000 }, 0o644, 0o640],
])('a token is readable for %s', async (_whom, securityContext, others, own) => {
  const sources = [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }];
  const volumes = [{ name: 'token', projected: { sources } }];
  const volumeMounts = [{ name: 'token', mountPath: '/token' }];
  const { spec } = await containerOf({ volumeMounts }, { volumes, securityContext });
  expect(spec?.mounts[0]?.modes).toEqual({ '': others, ...(own && { token: own }) });
});

it('a part of an emptyDir is mounted as such', async () => {
  const volumeMounts = [{ name: 'data', mountPath: '/data', subPath: 'logs' }];
  const { spec } = await containerOf({ volumeMounts }, { volumes: [{ name: 'data', emptyDir: {} }] });
  expect(spec?.mounts).toEqual([{ path: '/data', readOnly: false, files: {}, volume: 'data', subPath: 'logs' }]);
});

it('the host’s network comes with its name and address', async () => {
  const { spec, storage } = await containerOf({}, { hostNetwork: true });
  expect(spec?.hostname).toMatch(/^ip-10-0-\d+-10\.us-west-2\.compute\.internal$/);
  expect(getPod(storage).status?.podIP).toBe(getPod(storage).status?.hostIP);
});

it('a deadline fails the pod, and restarts nothing', async () => {
  const { storage, pass, containers } = await containerOf({}, { activeDeadlineSeconds: 60 });
  await pass(60_000);
  expect(containers.map(({ stoppedAfterMs }) => stoppedAfterMs)).toEqual([30_000]);
  expect(getPod(storage).status).toMatchObject({
    phase: 'Failed',
    reason: 'DeadlineExceeded',
    message: 'Pod was active on the node longer than the specified deadline',
    containerStatuses: [{ state: { terminated: { exitCode: 143 } } }],
  });
  expect(eventsOf(storage)).toContain(
    'DeadlineExceeded: Pod was active on the node longer than the specified deadline',
  );
});

it('sidecars start before the others and end after them', async () => {
  const startupProbe = { httpGet: { port: 80 }, periodSeconds: 1 };
  const sidecar = { name: 'proxy', image: 'busybox', restartPolicy: 'Always', startupProbe };
  const { storage, containers, pass } = await containerOf({}, { initContainers: [sidecar], restartPolicy: 'Never' });
  expect(containers.map(({ spec }) => spec.name)).toEqual(['proxy', 'app']);
  containers[1]?.events.exited(0);
  await pass(0);
  expect(containers[0]?.stoppedAfterMs).toBe(30_000);
  expect(containers).toHaveLength(2);
  expect(getPod(storage).status?.phase).toBe('Succeeded');
});

it('an image that is never to be pulled is missing', async () => {
  const { storage } = await containerOf({ image: 'nginx', imagePullPolicy: 'Never' });
  expect(getPod(storage).status?.containerStatuses?.[0]?.state?.waiting).toEqual({
    reason: 'ErrImageNeverPull',
    message: 'Container image "nginx" is not present with pull policy of Never',
  });
});
