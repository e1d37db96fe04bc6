import { expect, vi } from 'vitest';
import { pod, type TestCluster } from './test-cluster.ts';

/** The pod `web`, once it runs. */
export async function runningPod(kube: TestCluster, spec: Record<string, unknown> = {}): Promise<void> {
  const pods = '/api/v1/namespaces/default/pods';
  await kube.call('POST', pods, pod('web', spec));
  await vi.waitFor(async () => {
    expect((await kube.call('GET', `${pods}/web`)).body.status.phase).toBe('Running');
  });
}
