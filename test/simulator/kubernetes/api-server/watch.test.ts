import { describe, expect, it } from 'vitest';
import { configMap, type TestCluster, testCluster } from './test-cluster.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

interface WatchEvent {
  type: string;
  object: { message?: string; code?: number; metadata: { name?: string; annotations?: Record<string, string> } };
}

/** Reads events one by one; `end` goes away as a client does. */
async function watch({ send }: TestCluster, query: string) {
  const { body } = await send('GET', `${MAPS}?watch=true&${query}`);
  const lines = (body as AsyncIterable<string>)[Symbol.asyncIterator]();
  return {
    async next(): Promise<WatchEvent> {
      return JSON.parse((await lines.next()).value as string);
    },
    end: () => lines.return?.(),
    isOver: async () => (await lines.next()).done,
  };
}

const mark = ({ type, object }: WatchEvent) => `${type} ${object.metadata.name}`;

describe('watch', () => {
  it('resumes after a resourceVersion', async () => {
    const kube = await testCluster();
    const { body: list } = await kube.call('GET', MAPS);
    await kube.call('POST', MAPS, configMap('one'));
    const events = await watch(kube, `resourceVersion=${list.metadata.resourceVersion}`);
    await kube.call('PUT', `${MAPS}/one`, configMap('one', { a: 'b' }));
    await kube.call('DELETE', `${MAPS}/one`);
    const seen = [await events.next(), await events.next(), await events.next()].map(mark);
    expect(seen).toEqual(['ADDED one', 'MODIFIED one', 'DELETED one']);
    await events.end();
    expect(await events.isOver()).toBe(true);
  });

  it('starts with what is there if no resourceVersion is given', async () => {
    const kube = await testCluster();
    await kube.call('POST', MAPS, configMap('one'));
    const events = await watch(kube, 'fieldSelector=metadata.name%3Done');
    expect(mark(await events.next())).toBe('ADDED one');
  });

  it('tells of objects that enter and leave a selector', async () => {
    const kube = await testCluster();
    const { body: made } = await kube.call('POST', MAPS, configMap('one'));
    const events = await watch(kube, `labelSelector=x%3Dy&resourceVersion=${made.metadata.resourceVersion}`);
    const label = (x: string | null) =>
      kube.call(
        'PATCH',
        `${MAPS}/one`,
        { metadata: { labels: { x } } },
        { contentType: 'application/merge-patch+json' },
      );
    await label('y');
    await label(null);
    expect([mark(await events.next()), mark(await events.next())]).toEqual(['ADDED one', 'DELETED one']);
  });

  it('marks the end of the initial events', async () => {
    const kube = await testCluster();
    await kube.call('POST', MAPS, configMap('one'));
    const query = 'sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan';
    const events = await watch(kube, `${query}&fieldSelector=metadata.name%3Done`);
    expect(mark(await events.next())).toBe('ADDED one');
    const bookmark = await events.next();
    expect(bookmark.type).toBe('BOOKMARK');
    expect(bookmark.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
  });

  it('answers 410 for a resourceVersion that is forgotten', async () => {
    const kube = await testCluster();
    for (let index = 0; index <= 1000; index += 1)
      await kube.call('PUT', `${MAPS}/kube-root-ca.crt`, configMap('kube-root-ca.crt', { index: String(index) }));
    const events = await watch(kube, 'resourceVersion=1');
    const { type, object } = await events.next();
    expect([type, object.code]).toEqual(['ERROR', 410]);
    expect(object.message).toMatch(/^too old resource version: 1 \(\d+\)$/);
    expect(await events.isOver()).toBe(true);
  });
});
