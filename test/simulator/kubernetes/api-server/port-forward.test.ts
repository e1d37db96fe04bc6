import { describe, expect, it, vi } from 'vitest';
import type { Upgrade } from '../../../../simulator/http.ts';
import { FLAG_FIN } from '../../../../simulator/kubernetes/spdy/frames.ts';
import { spdyClient } from '../spdy/spdy-client.ts';
import { runningPod } from './running-pod.ts';
import { requestOf, testCluster } from './test-cluster.ts';

async function forwarded() {
  const kube = await testCluster();
  await runningPod(kube);
  const client = spdyClient('SPDY/3.1+portforward.k8s.io');
  const request = requestOf('GET', '/api/v1/namespaces/default/pods/web/portforward');
  const upgrade = (await kube.cluster.connect(request)) as Upgrade;
  const done = upgrade(client.channel);
  const connect = (first: number, port: number) => {
    const headers = { port: String(port), requestid: String(first) };
    client.open(first, { ...headers, streamtype: 'error' });
    client.send(first, '', FLAG_FIN);
    client.open(first + 2, { ...headers, streamtype: 'data' });
  };
  return { client, connect, done };
}

describe('port-forward', () => {
  it('carries connections side by side, each with its two streams', async () => {
    const { client, connect, done } = await forwarded();
    connect(1, 8080);
    connect(5, 8080);
    client.send(3, 'first', FLAG_FIN);
    client.send(7, 'second', FLAG_FIN);
    await vi.waitFor(() => expect([1, 3, 5, 7].map(client.received)).toEqual(['$', 'first$', '$', 'second$']));
    client.leave();
    await done;
  });

  it('tells on the error stream that nothing listens', async () => {
    const { client, connect } = await forwarded();
    connect(1, 9999);
    await vi.waitFor(() => expect(client.received(1)).toMatch(/\$$/));
    expect(client.received(1)).toMatch(
      /^error forwarding port 9999 to pod [0-9a-f-]+, uid : failed to execute portforward/,
    );
    expect(client.received(1)).toMatch(/dial tcp4 127\.0\.0\.1:9999: connect: connection refused/);
    expect(client.received(3)).toBe('$');
  });
});
