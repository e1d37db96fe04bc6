import { describe, expect, it } from 'vitest';
import { createPod, eventsOf, getPod, object, settle, startKubelet } from './fixture.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const waiting = (pod: ReturnType<typeof getPod>) => pod.status?.containerStatuses?.[0]?.state?.waiting;

async function read(log: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const part of log) all += part;
  return all;
}

describe('a pod', () => {
  it('is scheduled, started and reported Running and Ready', async () => {
    const { storage, containers } = await startKubelet();
    createPod(storage);
    await settle();
    const pod = getPod(storage);
    expect(pod.spec.nodeName).toMatch(/^ip-10-0-\d+-10\.us-west-2\.compute\.internal$/);
    expect(pod.status).toMatchObject({
      phase: 'Running',
      startTime: '2026-11-24T05:00:00Z',
      podIP: expect.stringMatching(/^10\.0\.\d+\.10$/),
      containerStatuses: [{ name: 'app', ready: true, started: true, restartCount: 0 }],
    });
    expect(pod.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
    expect(containers[0]?.spec).toMatchObject({ pod: 'cart', namespace: 'shop', command: ['node', '/app/app.mjs'] });
    expect(eventsOf(storage)).toEqual([
      expect.stringMatching(/^Scheduled: Successfully assigned shop\/cart to ip-10-0-/),
      'Pulled: Container image "node" already present on machine',
      'Created: Created container: app',
      'Started: Started container app',
    ]);
  });

  it('leaves storage when its containers have ended, after the grace that the deletion gives', async () => {
    const { storage, containers } = await startKubelet();
    createPod(storage);
    await settle();
    const pod = getPod(storage);
    const metadata = { ...pod.metadata, deletionTimestamp: '2026-11-24T05:00:05Z', deletionGracePeriodSeconds: 5 };
    storage.update('pods', { ...pod, metadata });
    await settle();
    expect(containers[0]?.stoppedAfterMs).toBe(5000);
    expect(getPod(storage)).toBeUndefined();
  });

  it('that is gone again before the kubelet saw it is not started', async () => {
    const { storage, containers } = await startKubelet();
    createPod(storage);
    storage.remove('pods', 'shop', 'cart');
    await settle();
    expect(containers).toEqual([]);
  });

  it('waits behind its init containers, and stays Pending while one fails', async () => {
    const { storage, containers, pass } = await startKubelet();
    createPod(storage, { initContainers: [{ name: 'prepare', image: 'busybox', command: ['false'] }] });
    await settle();
    expect(waiting(getPod(storage))).toEqual({ reason: 'PodInitializing' });
    containers[0]?.events.exited(1);
    await settle();
    expect(getPod(storage).status?.phase).toBe('Pending');
    containers[1]?.events.exited(0);
    await pass(0);
    expect(getPod(storage).status?.phase).toBe('Running');
    expect(containers.map(({ spec }) => spec.name)).toEqual(['prepare', 'prepare', 'app']);
  });

  it('succeeds when all has ended well and nothing is to be restarted', async () => {
    const { storage, containers } = await startKubelet();
    createPod(storage, { restartPolicy: 'Never' });
    await settle();
    containers[0]?.events.exited(0);
    await settle();
    expect(getPod(storage).status?.phase).toBe('Succeeded');
  });

  it('comes back with one more restart when the local cloud starts again', async () => {
    const { kubelet, storage, containers } = await startKubelet();
    createPod(storage);
    await settle();
    await kubelet.stop();
    expect(getPod(storage).status?.phase).toBe('Running');
    await kubelet.start();
    await settle();
    expect(containers).toHaveLength(2);
    expect(getPod(storage).status?.containerStatuses?.[0]?.restartCount).toBe(1);
    await kubelet.stop();
  });
});

describe('a container that ends', () => {
  it('is restarted at once, then after growing delays', async () => {
    const { storage, containers, pass } = await startKubelet();
    createPod(storage);
    await settle();
    const uid = getPod(storage).metadata.uid;
    containers[0]?.events.exited(1);
    await settle();
    expect(containers).toHaveLength(2);
    containers[1]?.events.exited(1);
    await settle();
    expect(waiting(getPod(storage))).toEqual({
      reason: 'CrashLoopBackOff',
      message: `back-off 10s restarting failed container=app pod=cart_shop(${uid})`,
    });
    await pass(9_999);
    expect(containers).toHaveLength(2);
    await pass(1);
    expect(containers).toHaveLength(3);
    expect(getPod(storage).status?.containerStatuses?.[0]).toMatchObject({
      restartCount: 2,
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    expect(eventsOf(storage)).toContain(`BackOff: Back-off restarting failed container app in pod cart_shop(${uid})`);
  });

  it('keeps the log of the run before', async () => {
    const { kubelet, storage, containers } = await startKubelet();
    const { uid } = createPod(storage).metadata;
    await settle();
    containers[0]?.events.output('first\nrun');
    containers[0]?.events.exited(1);
    await settle();
    containers[1]?.events.output('second\n');
    expect(await read(kubelet.logs({ podUid: uid }, { previous: true }))).toBe('first\nrun');
    expect(await read(kubelet.logs({ podUid: uid }, {}))).toBe('second\n');
  });
});

describe('what stops a pod from starting', () => {
  it('is an image that is not of the workshop: ErrImagePull, then ImagePullBackOff', async () => {
    const { kubelet, storage, pass } = await startKubelet();
    const { uid } = createPod(storage, { containers: [{ name: 'web', image: 'nginx' }] }).metadata;
    await settle();
    expect(waiting(getPod(storage))).toEqual({ reason: 'ErrImagePull', message: 'only node runs here' });
    expect(() => kubelet.logs({ podUid: uid }, {})).toThrow(
      'container "web" in pod "cart" is waiting to start: trying and failing to start: ErrImagePull',
    );
    await pass(10_000);
    expect(waiting(getPod(storage))?.reason).toBe('ImagePullBackOff');
    expect(eventsOf(storage)).toContain('Failed: Failed to pull image "nginx": only node runs here');
  });

  it('is a ConfigMap that a volume needs, until it is there', async () => {
    const { storage, containers, pass } = await startKubelet();
    createPod(storage, {
      volumes: [{ name: 'app', configMap: { name: 'app' } }],
      containers: [{ name: 'app', image: 'node', volumeMounts: [{ name: 'app', mountPath: '/app' }] }],
    });
    await settle();
    expect(waiting(getPod(storage))).toEqual({ reason: 'ContainerCreating' });
    expect(eventsOf(storage)).toContain(
      'FailedMount: MountVolume.SetUp failed for volume "app" : configmap "app" not found',
    );
    storage.create('configmaps', object('ConfigMap', 'app', 'shop', { data: { 'app.mjs': '1' } }));
    await pass(0);
    expect(text(containers[0]?.spec.mounts[0]?.files['app.mjs'])).toBe('1');
    expect(containers[0]?.spec.mounts[0]).toMatchObject({ path: '/app', readOnly: true });
  });

  it('is a ConfigMap that a variable needs, until it is there', async () => {
    const { storage, containers, pass } = await startKubelet();
    const env = [{ name: 'BUCKET', valueFrom: { configMapKeyRef: { name: 'names', key: 'bucket' } } }];
    createPod(storage, { containers: [{ name: 'app', image: 'node', env }] });
    await settle();
    expect(waiting(getPod(storage))).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'configmap "names" not found',
    });
    storage.create('configmaps', object('ConfigMap', 'names', 'shop', { data: { bucket: 'b' } }));
    await pass(0);
    expect(containers[0]?.spec.env.BUCKET).toBe('b');
  });
});

it('resolves variables from everywhere, in order', async () => {
  const { storage, containers } = await startKubelet();
  storage.create('configmaps', object('ConfigMap', 'all', 'shop', { data: { COLOR: 'red' } }));
  storage.create('secrets', object('Secret', 'key', 'shop', { data: { key: btoa('hush') } }));
  const env = [
    { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'KEY', valueFrom: { secretKeyRef: { name: 'key', key: 'key' } } },
    { name: 'MAYBE', valueFrom: { secretKeyRef: { name: 'none', key: 'key', optional: true } } },
    { name: 'LINE', value: '$(NAME) is $(CF_COLOR), not $(NOBODY) or $$(NAME)' },
  ];
  const envFrom = [{ prefix: 'CF_', configMapRef: { name: 'all' } }];
  createPod(storage, { containers: [{ name: 'app', image: 'node', args: ['$(NAME)'], env, envFrom }] });
  await settle();
  expect(containers[0]?.spec.args).toEqual(['cart']);
  expect(containers[0]?.spec.env).toMatchObject({
    KUBERNETES_SERVICE_HOST: '172.20.0.1',
    CF_COLOR: 'red',
    KEY: 'hush',
    LINE: 'cart is red, not $(NOBODY) or $(NAME)',
  });
  expect(containers[0]?.spec.env).not.toHaveProperty('MAYBE');
});

describe('a projected token', () => {
  const token = { audience: 'sts.amazonaws.com', expirationSeconds: 86_400, path: 'token' };
  const spec = {
    volumes: [{ name: 'aws-iam-token', projected: { sources: [{ serviceAccountToken: token }] } }],
    containers: [{ name: 'app', image: 'node', volumeMounts: [{ name: 'aws-iam-token', mountPath: '/token' }] }],
  };

  it('is minted for the pod and its service account', async () => {
    const { storage, containers, tokens } = await startKubelet();
    const { uid } = createPod(storage, spec).metadata;
    await settle();
    expect(text(containers[0]?.spec.mounts[0]?.files.token)).toBe('token-1');
    expect(tokens).toMatchObject([
      {
        namespace: 'shop',
        serviceAccount: 'cart',
        pod: { name: 'cart', uid },
        audience: 'sts.amazonaws.com',
        expirationSeconds: 86_400,
      },
    ]);
  });

  it('is renewed at 80 % of its life, and not when a ConfigMap changes', async () => {
    const { storage, containers, tokens, pass } = await startKubelet();
    createPod(storage, spec);
    await settle();
    storage.create('configmaps', object('ConfigMap', 'other', 'shop', { data: {} }));
    await pass(69_119_000);
    expect(tokens).toHaveLength(1);
    await pass(1_000);
    expect(containers[0]?.updates.map(({ path, files }) => [path, text(files.token)])).toEqual([['/token', 'token-2']]);
  });
});

describe('probes', () => {
  const probe = { httpGet: { path: '/healthz', port: 8080 } };

  it('make a pod ready soon after it answers, and unready after three failures', async () => {
    const { storage, containers, pass } = await startKubelet();
    createPod(storage, { containers: [{ name: 'app', image: 'node', readinessProbe: probe }] });
    await settle();
    const isReady = () => getPod(storage).status?.containerStatuses?.[0]?.ready;
    expect(isReady()).toBe(true);
    if (containers[0]) containers[0].httpStatus = 500;
    await pass(25_000);
    expect(isReady()).toBe(true);
    await pass(10_000);
    expect(isReady()).toBe(false);
    expect(eventsOf(storage)).toContain('Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 500');
    if (containers[0]) containers[0].httpStatus = 200;
    await pass(200);
    expect(isReady()).toBe(true);
  });

  it('restart a container that is not alive', async () => {
    const { storage, containers, pass } = await startKubelet();
    createPod(storage, { containers: [{ name: 'app', image: 'node', livenessProbe: probe }] });
    await settle();
    if (containers[0]) containers[0].httpStatus = undefined;
    await pass(35_000);
    expect(containers).toHaveLength(2);
    expect(eventsOf(storage)).toContain('Killing: Container app failed liveness probe, will be restarted');
    expect(eventsOf(storage)).toContainEqual(
      expect.stringMatching(
        /^Unhealthy: Liveness probe failed: Get "http:.*:8080\/healthz": dial tcp .*connection refused$/,
      ),
    );
  });
});
