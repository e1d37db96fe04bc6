import { describe, expect, it } from 'vitest';
import type { HttpRequest, MessageChannel, Upgrade } from '../../../../simulator/http.ts';
import { FLAG_FIN, GOAWAY } from '../../../../simulator/kubernetes/spdy/frames.ts';
import { spdyClient } from '../spdy/spdy-client.ts';
import { runningPod } from './running-pod.ts';
import { pod, readText, requestOf, type TestCluster, testCluster } from './test-cluster.ts';

const POD = '/api/v1/namespaces/default/pods/web';

function fakeChannel() {
  const sent: { channel: number; text: string }[] = [];
  let listener: (message: Uint8Array) => void = () => {};
  let closed: number | undefined;
  const channel: MessageChannel = {
    subprotocol: 'v5.channel.k8s.io',
    send: (message) =>
      void sent.push({ channel: message[0] ?? -1, text: new TextDecoder().decode(message.subarray(1)) }),
    close: (code) => {
      closed = code;
    },
    onMessage: (added) => {
      listener = added;
    },
    onClose: () => {},
  };
  return { channel, sent, receive: (...bytes: number[]) => listener(new Uint8Array(bytes)), closedWith: () => closed };
}

async function open(kube: TestCluster, request: HttpRequest, channel: MessageChannel): Promise<void> {
  const upgrade = (await kube.cluster.connect(request)) as Upgrade;
  return upgrade(channel);
}

describe('exec', () => {
  it('runs a command and ends with its exit status', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const { channel, sent, closedWith } = fakeChannel();
    await open(kube, requestOf('GET', `${POD}/exec?command=echo&command=hi&stdout=true`), channel);
    expect(sent).toEqual([
      { channel: 1, text: 'echo hi\n' },
      { channel: 3, text: '{"metadata":{},"status":"Success"}' },
    ]);
    expect(closedWith()).toBe(1000);
  });

  it('passes stdin on until the client closes it', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const { channel, sent, receive } = fakeChannel();
    const upgrade = (await kube.cluster.connect(requestOf('GET', `${POD}/exec?command=cat&stdin=true`))) as Upgrade;
    const done = upgrade(channel);
    receive(0, ...new TextEncoder().encode('typed'));
    receive(255, 0);
    await done;
    expect(sent.map((message) => message.text).slice(0, 2)).toEqual(['cat\n', 'typed']);
  });

  it('tells a failing command by its exit code', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const { channel, sent } = fakeChannel();
    await open(kube, requestOf('GET', `${POD}/exec?command=false`), channel);
    expect(JSON.parse(sent.at(-1)?.text ?? '')).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      message: 'command terminated with non-zero exit code: exit status 3',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    });
  });

  it('speaks SPDY with older clients, once their streams are there', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const client = spdyClient('SPDY/3.1+v4.channel.k8s.io');
    const query = 'command=cat&stdin=true&stdout=true&stderr=true';
    const upgrade = (await kube.cluster.connect(requestOf('POST', `${POD}/exec?${query}`))) as Upgrade;
    const done = upgrade(client.channel);
    for (const [at, streamtype] of ['error', 'stdin', 'stdout', 'stderr'].entries()) {
      client.open(2 * at + 1, { streamtype });
    }
    client.send(3, 'typed', FLAG_FIN);
    await done;
    expect([1, 3, 5, 7].map(client.received)).toEqual(['{"metadata":{},"status":"Success"}$', '$', 'cat\ntyped$', '$']);
    expect(client.frames.at(-1)).toMatchObject({ type: GOAWAY });
    expect(client.isClosed()).toBe(true);
  });
});

describe('attach', () => {
  it('shows what the first client has missed, passes on what is typed, and ends with the container', async () => {
    const kube = await testCluster();
    const [container] = pod('web').spec.containers;
    await runningPod(kube, { restartPolicy: 'Never', containers: [{ ...container, stdin: true, stdinOnce: true }] });
    const { channel, sent, receive, closedWith } = fakeChannel();
    const upgrade = (await kube.cluster.connect(requestOf('GET', `${POD}/attach?stdin=true&stdout=true`))) as Upgrade;
    const done = upgrade(channel);
    receive(0, ...new TextEncoder().encode('typed'));
    receive(255, 0);
    await done;
    expect(sent).toEqual([
      { channel: 1, text: 'started app\n' },
      { channel: 1, text: 'typed' },
      { channel: 3, text: '{"metadata":{},"status":"Success"}' },
    ]);
    expect(closedWith()).toBe(1000);
  });

  it('needs a container that runs', async () => {
    const kube = await testCluster();
    await kube.call('POST', '/api/v1/namespaces/default/pods', pod('web'));
    const { channel, sent } = fakeChannel();
    await open(kube, requestOf('GET', `${POD}/attach?stdout=true`), channel);
    expect(JSON.parse(sent.at(-1)?.text ?? '')).toMatchObject({ code: 500, message: 'container not found ("app")' });
  });
});

describe('an upgrade', () => {
  const attempt = async (kube: TestCluster, path: string, token = 'admin-token') => {
    const refusal = await kube.cluster.connect(requestOf('GET', path, undefined, { token }));
    if (typeof refusal === 'function') throw new Error('this was not to be taken');
    return JSON.parse(await readText(refusal));
  };

  it('needs credentials and a pod', async () => {
    const kube = await testCluster();
    const path = `${POD}/exec?command=env`;
    expect(await attempt(kube, path, 'wrong')).toMatchObject({ code: 401, message: 'Unauthorized' });
    expect(await attempt(kube, path)).toMatchObject({ code: 404, message: 'pods "web" not found' });
    expect(await attempt(kube, `${POD}/portforward`)).toMatchObject({ code: 404, message: 'pods "web" not found' });
  });

  it('is for these paths only, and they for it', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    expect(await attempt(kube, `${POD}/log`)).toMatchObject({ code: 400, message: 'this path takes no upgrade' });
    const { status, body } = await kube.call('POST', `${POD}/exec?command=env`);
    expect([status, body.reason, body.message]).toEqual([400, 'BadRequest', 'Upgrade request required']);
  });
});
