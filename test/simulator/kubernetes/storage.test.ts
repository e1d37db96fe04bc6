import { describe, expect, it } from 'vitest';
import { createStorage, type KubeObject, type StorageEvent } from '../../../simulator/kubernetes/storage.ts';
import { randomIds } from '../../../simulator/runtime-services.ts';
import { openState } from '../../../simulator/state/state.ts';
import { memoryStore } from '../../../simulator/state/store.ts';

const clock = { now: () => Date.parse('2026-11-24T05:00:00.700Z'), after: () => () => {} };

function open(store = memoryStore()) {
  return createStorage({ state: openState(store), cluster: 'a', clock, ids: randomIds });
}

const map = (name: string, namespace = 'default'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, uid: '', resourceVersion: '', creationTimestamp: '' },
});

describe('storage', () => {
  it('assigns uid, resourceVersion and creationTimestamp', () => {
    const { metadata } = open().create('configmaps', map('one'));
    expect(metadata).toMatchObject({ resourceVersion: '1', creationTimestamp: '2026-11-24T05:00:00Z' });
    expect(metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses a second object of the same name in the words of Kubernetes', () => {
    const storage = open();
    storage.create('configmaps', map('one'));
    const again = () => storage.create('configmaps', map('one'));
    expect(again).toThrow(
      expect.objectContaining({ reason: 'AlreadyExists', message: 'configmaps "one" already exists' }),
    );
  });

  it('refuses an update of a stale resourceVersion', () => {
    const storage = open();
    const first = storage.create('configmaps', map('one'));
    storage.update('configmaps', { ...first, data: { a: '1' } });
    const message =
      'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again';
    const stale = () => storage.update('configmaps', { ...first, data: { a: '2' } });
    expect(stale).toThrow(expect.objectContaining({ code: 409, reason: 'Conflict', message }));
  });

  it('does not write an update that changes nothing', () => {
    const storage = open();
    const first = storage.create('configmaps', map('one'));
    expect(storage.update('configmaps', { ...first }).metadata.resourceVersion).toBe('1');
    expect(storage.resourceVersion()).toBe('1');
  });

  it('counts generations of workloads when their spec changes', () => {
    const storage = open();
    const made = storage.create('deployments.apps', { ...map('web'), kind: 'Deployment', spec: { replicas: 1 } });
    const scaled = storage.update('deployments.apps', { ...made, spec: { replicas: 2 } });
    const labelled = storage.update('deployments.apps', { ...scaled, status: { replicas: 2 } });
    const generations = [made, scaled, labelled].map(({ metadata }) => metadata.generation);
    expect(generations).toEqual([1, 2, 2]);
  });

  it('lists one namespace or all, by name', () => {
    const storage = open();
    for (const name of ['b', 'a']) storage.create('configmaps', map(name));
    storage.create('configmaps', map('c', 'another'));
    const names = (namespace?: string) => storage.list('configmaps', namespace).map(({ metadata }) => metadata.name);
    expect(names('default')).toEqual(['a', 'b']);
    expect(names()).toEqual(['c', 'a', 'b']);
  });

  it('tells listeners after the write, until they end it', () => {
    const storage = open();
    const seen: string[] = [];
    const end = storage.watch((event: StorageEvent) => {
      const stored = storage.get('configmaps', 'default', 'one') !== undefined;
      seen.push(`${event.type} ${event.resourceVersion} ${stored}`);
    });
    storage.create('configmaps', map('one'));
    storage.remove('configmaps', 'default', 'one');
    end();
    storage.create('configmaps', map('two'));
    expect(seen).toEqual(['ADDED 1 true', 'DELETED 2 false']);
  });

  it('keeps objects and resourceVersion across a restart', () => {
    const store = memoryStore();
    open(store).create('configmaps', map('one'));
    const reopened = open(store);
    expect(reopened.get('configmaps', 'default', 'one')?.metadata.resourceVersion).toBe('1');
    expect(reopened.create('configmaps', map('two')).metadata.resourceVersion).toBe('2');
  });
});
