import type { DialingClient } from '../container-runtime.ts';
import type { PodWorker } from './pod-worker.ts';

/** Connects to whichever container listens on the port: they share the pod's network. */
export async function dial(worker: PodWorker, port: number, client: DialingClient): Promise<AsyncIterable<Uint8Array>> {
  for (const one of worker.workers()) {
    const connection = await one
      .running()
      ?.dial?.(port, client)
      .catch(() => undefined);
    if (connection) return connection;
  }
  throw new Error(refusal(worker.pod().metadata.uid, port));
}

/** containerd internal/cri/server/sandbox_portforward_linux.go */
function refusal(podUid: string, port: number): string {
  const attempt = (network: string, address: string) => `${network} ${address}:${port}: connect: connection refused`;
  const inside = `failed to connect to localhost:${port} inside namespace "${podUid}"`;
  const attempts = `IPv4: ${attempt('dial tcp4', '127.0.0.1')} IPv6 ${attempt('dial tcp6', '[::1]')}`;
  return `error forwarding port ${port} to pod ${podUid}, uid : failed to execute portforward in network namespace "": ${inside}, ${attempts}`;
}
