import { describe, expect, it, vi } from 'vitest';
import { runningPod } from './running-pod.ts';
import { pod, readText, testCluster } from './test-cluster.ts';

const PODS = '/api/v1/namespaces/default/pods';

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
