import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it, onTestFinished } from 'vitest';
import { createCloud } from '../../simulator/cloud.ts';
import type { ContainerRuntime } from '../../simulator/kubernetes/container-runtime.ts';
import { memoryStore } from '../../simulator/state/store.ts';
import { type Hashing, portableHashing } from '../../simulator/wire/signature/signer.ts';
import { sdkRequestHandler } from './wire/sdk-request-handler.ts';
import { countingIds, frozenClock } from './wire/test-endpoint.ts';

it('checks signatures with the host’s own SHA-256', async () => {
  const hashed: string[] = [];
  const hashing: Hashing = {
    sha256Hex(data) {
      hashed.push('sha256Hex');
      return portableHashing.sha256Hex(data);
    },
    hmacSha256: portableHashing.hmacSha256,
    hmacSha256Hex(key, text) {
      hashed.push('hmacSha256Hex');
      return portableHashing.hmacSha256Hex(key, text);
    },
  };
  const clock = frozenClock();
  const cloud = await createCloud({
    clock,
    hashing,
    ids: countingIds(),
    store: memoryStore(),
    runtime: {} as ContainerRuntime,
    clusterEndpoint: () => undefined,
    report: (error) => expect.unreachable(String(error)),
  });
  onTestFinished(() => cloud.stop());
  const sts = new STSClient({
    region: 'us-west-2',
    maxAttempts: 1,
    credentials: cloud.credentials.learner,
    requestHandler: sdkRequestHandler(cloud.handle),
    systemClockOffset: clock.now() - Date.now(),
  });
  await sts.send(new GetCallerIdentityCommand({}));
  // The body, the canonical request, and the signature itself.
  expect(hashed).toEqual(['sha256Hex', 'sha256Hex', 'hmacSha256Hex']);
});
