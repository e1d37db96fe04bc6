import { expect, onTestFinished } from 'vitest';
import { type CloudOptions, createCloud } from '../../simulator/cloud.ts';
import type { ContainerRuntime } from '../../simulator/kubernetes/container-runtime.ts';
import { memoryStore } from '../../simulator/state/store.ts';
import { sdkRequestHandler } from './wire/sdk-request-handler.ts';
import { countingIds, frozenClock, type TestCredentials } from './wire/test-endpoint.ts';

/**
 * The whole local cloud in this process, started, with a frozen clock, until the test ends. In it no image runs, unless a
 * runtime is given.
 */
export async function startTestCloud(options: Partial<CloudOptions> = {}) {
  const clock = frozenClock();
  const cloud = await createCloud({
    clock,
    ids: countingIds(),
    store: memoryStore(),
    runtime: { whyNotRunnable: () => 'nothing runs here' } as Partial<ContainerRuntime> as ContainerRuntime,
    clusterEndpoint: () => undefined,
    report: (error) => expect.unreachable(String(error)),
    ...options,
  });
  onTestFinished(() => cloud.stop());
  await cloud.start();
  /** For SDK clients; of the learner if no one else is named. */
  const config = (credentials: TestCredentials = cloud.credentials.learner) => ({
    region: 'us-west-2',
    maxAttempts: 1,
    credentials,
    requestHandler: sdkRequestHandler(cloud.handle),
    systemClockOffset: clock.now() - Date.now(),
  });
  return { cloud, clock, config };
}
