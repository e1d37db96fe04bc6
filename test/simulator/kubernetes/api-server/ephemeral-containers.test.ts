import { describe, expect, it, vi } from 'vitest';
import { pod, testCluster } from './test-cluster.ts';

const PODS = '/api/v1/namespaces/default/pods';
const IMAGE = 'public.ecr.aws/docker/library/busybox:1.36';

/** A running pod, and the way in which kubectl debug changes it. */
async function debuggedPod() {
  const { call } = await testCluster();
  await call('POST', PODS, pod('web'));
  const read = async () => (await call('GET', `${PODS}/web`)).body;
  await vi.waitFor(async () => expect((await read()).status.phase).toBe('Running'));
  const debug = (ephemeralContainers: unknown[]) =>
    call(
      'PATCH',
      `${PODS}/web/ephemeralcontainers`,
      { spec: { ephemeralContainers } },
      { contentType: 'application/strategic-merge-patch+json' },
    );
  return { call, read, debug };
}

describe('ephemeral containers', () => {
  it('join a pod that runs', async () => {
    const { call, read, debug } = await debuggedPod();
    const { status, body } = await debug([{ name: 'debugger', image: IMAGE, targetContainerName: 'app' }]);
    expect(status).toBe(200);
    expect(body.spec.ephemeralContainers).toEqual([
      {
        name: 'debugger',
        image: IMAGE,
        targetContainerName: 'app',
        resources: {},
        imagePullPolicy: 'IfNotPresent',
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
    ]);
    await vi.waitFor(async () => {
      const [state] = (await read()).status.ephemeralContainerStatuses ?? [];
      expect(state).toMatchObject({ name: 'debugger', image: IMAGE, state: { running: {} } });
    });
    expect((await read()).status.containerStatuses).toHaveLength(1);
    const managers = (await read()).metadata.managedFields.map(
      ({ subresource }: { subresource?: string }) => subresource,
    );
    expect(managers).toContain('ephemeralcontainers');
    const { status: log } = await call('GET', `${PODS}/web/log?container=nope`);
    expect(log).toBe(400);
  });

  it('change nothing else, and stay', async () => {
    const { call, debug } = await debuggedPod();
    await debug([{ name: 'one', image: IMAGE }]);
    const { body: before } = await call('GET', `${PODS}/web/ephemeralcontainers`);
    const sent = { ...before, spec: { ...before.spec, hostname: 'other', ephemeralContainers: [] } };
    const { status, body } = await call('PUT', `${PODS}/web/ephemeralcontainers`, sent);
    expect([status, body.message]).toEqual([
      422,
      'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "one" may not be removed\n',
    ]);
    const { body: changed } = await debug([{ name: 'one', image: 'other' }]);
    expect(changed.message).toBe(
      'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "one" may not be changed\n',
    );
  });

  it.each([
    [{ name: 'app', image: IMAGE }, 'spec.ephemeralContainers[0].name: Duplicate value: "app"'],
    [{ name: 'one' }, 'spec.ephemeralContainers[0].image: Required value'],
    [
      { name: 'one', image: IMAGE, ports: [{ containerPort: 80 }] },
      'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
    ],
    [
      { name: 'one', image: IMAGE, targetContainerName: 'nope' },
      'spec.ephemeralContainers[0].targetContainerName: Not found: "nope"',
    ],
  ])('are refused: %j', async (container, problem) => {
    const { debug } = await debuggedPod();
    const { status, body } = await debug([container]);
    expect([status, body.message]).toEqual([422, `Pod "web" is invalid: ${problem}`]);
  });

  it('cannot be part of a new pod', async () => {
    const { call } = await testCluster();
    const { body } = await call('POST', PODS, pod('web', { ephemeralContainers: [{ name: 'one', image: IMAGE }] }));
    expect(body.message).toBe('Pod "web" is invalid: spec.ephemeralContainers: Forbidden: cannot be set on create');
  });
});
