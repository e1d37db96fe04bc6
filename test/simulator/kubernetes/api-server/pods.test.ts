import { describe, expect, it, vi } from 'vitest';
import type { MessageChannel } from '../../../../simulator/http.ts';
import { pod, readText, requestOf, type TestCluster, testCluster } from './test-cluster.ts';

const PODS = '/api/v1/namespaces/default/pods';
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function runningPod(kube: TestCluster, spec: Record<string, unknown> = {}) {
  await kube.call('POST', PODS, pod('web', spec));
  await vi.waitFor(async () => {
    expect((await kube.call('GET', `${PODS}/web`)).body.status.phase).toBe('Running');
  });
}

function fakeChannel() {
  const sent: { channel: number; text: string }[] = [];
  let listener: (message: Uint8Array) => void = () => {};
  let closed: number | undefined;
  const channel: MessageChannel = {
    subprotocol: 'v5.channel.k8s.io',
    send: (message) => void sent.push({ channel: message[0] ?? -1, text: text(message.subarray(1)) }),
    close: (code) => {
      closed = code;
    },
    onMessage: (added) => {
      listener = added;
    },
    onClose: () => {},
  };
  return { channel, sent, receive: (bytes: number[]) => listener(new Uint8Array(bytes)), closedWith: () => closed };
}

describe('pods', () => {
  it('get the defaults of Kubernetes', async () => {
    const kube = await testCluster();
    const { body } = await kube.call('POST', PODS, pod('web'));
    expect(body.spec).toMatchObject({
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      terminationGracePeriodSeconds: 30,
      serviceAccountName: 'default',
      containers: [{ imagePullPolicy: 'IfNotPresent', terminationMessagePolicy: 'File' }],
    });
    expect(body.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  it('print as kubectl shows them', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { body } = await kube.call('GET', `${PODS}/web`, undefined, { accept });
    const cells = Object.fromEntries(
      body.columnDefinitions.map(({ name }: { name: string }, at: number) => [name, body.rows[0].cells[at]]),
    );
    expect(cells).toMatchObject({ Name: 'web', Ready: '1/1', Status: 'Running', Restarts: '0', Age: '0s' });
  });

  it('show their log', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const response = await kube.send('GET', `${PODS}/web/log?tailLines=5`);
    expect(response.headers['content-type']).toBe('text/plain');
    expect(await readText(response)).toBe('started app\n');
    const wrong = await kube.call('GET', `${PODS}/web/log?container=other`);
    expect([wrong.status, wrong.body.message]).toEqual([400, 'container other is not valid for pod web']);
  });

  it('ask for the container if there are several', async () => {
    const kube = await testCluster();
    const image = 'public.ecr.aws/docker/library/node:22';
    await kube.call(
      'POST',
      PODS,
      pod('web', {
        containers: [
          { name: 'a', image },
          { name: 'b', image },
        ],
      }),
    );
    const { status, body } = await kube.call('GET', `${PODS}/web/log`);
    const message = 'a container name must be specified for pod web, choose one of: [a b]';
    expect([status, body.message]).toEqual([400, message]);
  });

  it('are reached through the proxy', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const response = await kube.send('GET', `${PODS}/web:8080/proxy/identity?x=1`);
    expect(await readText(response)).toBe('GET /identity?x=1');
    const closed = await kube.call('GET', `${PODS}/web:9999/proxy/`);
    expect([closed.status, closed.body.reason]).toEqual([503, 'ServiceUnavailable']);
    expect(closed.body.message).toMatch(
      /^error trying to reach service: dial tcp .+:9999: connect: connection refused$/,
    );
  });

  it('are deleted with their grace period', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const { body } = await kube.call('DELETE', `${PODS}/web?gracePeriodSeconds=5`);
    expect(body.metadata).toMatchObject({ deletionTimestamp: '2026-11-24T05:00:05Z', deletionGracePeriodSeconds: 5 });
    await vi.waitFor(async () => expect((await kube.call('GET', `${PODS}/web`)).status).toBe(404));
  });
});

describe('exec', () => {
  const url = `${PODS}/web/exec`;

  it('runs a command and ends with its exit status', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const { channel, sent, closedWith } = fakeChannel();
    expect(await kube.cluster.connect(requestOf('GET', `${url}?command=echo&command=hi&stdout=true`), channel)).toBe(
      true,
    );
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
    const done = kube.cluster.connect(requestOf('GET', `${url}?command=cat&stdin=true&stdout=true`), channel);
    receive([0, ...new TextEncoder().encode('typed')]);
    receive([255, 0]);
    await done;
    expect(sent.map((message) => message.text).slice(0, 2)).toEqual(['cat\n', 'typed']);
  });

  it('tells a failing command by its exit code', async () => {
    const kube = await testCluster();
    await runningPod(kube);
    const { channel, sent } = fakeChannel();
    await kube.cluster.connect(requestOf('GET', `${url}?command=false`), channel);
    expect(JSON.parse(sent.at(-1)?.text ?? '')).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    });
  });

  it('needs credentials and a pod', async () => {
    const kube = await testCluster();
    const attempt = async (token: string) => {
      const { channel, sent } = fakeChannel();
      await kube.cluster.connect(requestOf('GET', `${url}?command=env`, undefined, { token }), channel);
      return JSON.parse(sent.at(-1)?.text ?? '');
    };
    expect(await attempt('wrong')).toMatchObject({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });
    expect(await attempt('admin-token')).toMatchObject({ code: 404, message: 'pods "web" not found' });
  });

  it('leaves other paths alone, and explains itself to clients without WebSocket', async () => {
    const kube = await testCluster();
    expect(await kube.cluster.connect(requestOf('GET', `${PODS}/web/log`), fakeChannel().channel)).toBe(false);
    const { status, body } = await kube.call('POST', `${url}?command=env`);
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
    expect(body.message).toMatch(/^Upgrade request required: this local cluster takes exec over WebSocket only\./);
  });
});
