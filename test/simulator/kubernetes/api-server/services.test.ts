import { beforeEach, describe, expect, it } from 'vitest';
import { type TestCluster, testCluster } from './test-cluster.ts';

const PATH = '/api/v1/namespaces/default/services';
const WEB = { metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } };

let cluster: TestCluster;
beforeEach(async () => {
  cluster = await testCluster();
});

const create = (name: string, spec: object) => cluster.call('POST', PATH, { metadata: { name }, spec });
const update = (name: string, spec: object) =>
  cluster.call('PATCH', `${PATH}/${name}`, { spec }, { contentType: 'application/merge-patch+json' });

/** The status and message of a refusal. */
const refusal = async (answer: ReturnType<typeof create>) => {
  const { status, body } = await answer;
  return [status, body.message];
};

describe('a Service', () => {
  it('gets an address, and the defaults of Kubernetes', async () => {
    const { status, body } = await cluster.call('POST', PATH, WEB);
    expect([status, body.status]).toEqual([201, { loadBalancer: {} }]);
    expect(body.spec).toEqual({
      clusterIP: expect.stringMatching(/^172\.20\.\d+\.\d+$/),
      clusterIPs: [body.spec.clusterIP],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      selector: { app: 'web' },
      sessionAffinity: 'None',
      type: 'ClusterIP',
    });
  });

  it('keeps its address through updates that do not name it, and refuses another', async () => {
    const { body } = await cluster.call('POST', PATH, WEB);
    const { metadata } = body;
    const replaced = await cluster.call('PUT', `${PATH}/web`, { ...WEB, metadata });
    expect(replaced.body.spec.clusterIP).toBe(body.spec.clusterIP);
    expect(await refusal(update('web', { clusterIP: '172.20.9.9', clusterIPs: ['172.20.9.9'] }))).toEqual([
      422,
      'Service "web" is invalid: spec.clusterIPs[0]: Invalid value: []string{"172.20.9.9"}: may not change once set',
    ]);
  });

  it('takes an address that is asked for, if it is free and of the range', async () => {
    const ports = [{ port: 80 }];
    expect((await create('a', { ports, clusterIP: '172.20.7.7' })).body.spec.clusterIPs).toEqual(['172.20.7.7']);
    expect(await refusal(create('b', { ports, clusterIP: '172.20.7.7' }))).toEqual([
      422,
      'Service "b" is invalid: spec.clusterIPs: Invalid value: []string{"172.20.7.7"}: failed to allocate IP 172.20.7.7: provided IP is already allocated',
    ]);
    expect(await refusal(create('b', { ports, clusterIP: '1.2.3.4' }))).toEqual([
      422,
      'Service "b" is invalid: spec.clusterIPs: Invalid value: []string{"1.2.3.4"}: failed to allocate IP 1.2.3.4: the provided network does not match the current range',
    ]);
    expect((await create('headless', { ports, clusterIP: 'None' })).body.spec.clusterIPs).toEqual(['None']);
  });

  it('has node ports while its type has them', async () => {
    await cluster.call('POST', PATH, WEB);
    const opened = await update('web', { type: 'NodePort' });
    expect(opened.body.spec.ports[0].nodePort).toBeGreaterThanOrEqual(30_000);
    expect(opened.body.spec.externalTrafficPolicy).toBe('Cluster');
    const closed = await update('web', { type: 'ClusterIP' });
    expect(closed.body.spec.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80 }]);
    const asked = { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] };
    expect(await refusal(create('low', asked))).toEqual([
      422,
      'Service "low" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ]);
  });

  it('is refused with the words of Kubernetes', async () => {
    expect(await refusal(create('web', {}))).toEqual([422, 'Service "web" is invalid: spec.ports: Required value']);
    const two = { ports: [{ port: 80 }, { port: 70_000, name: 'b' }] };
    expect(await refusal(create('web', two))).toEqual([
      422,
      'Service "web" is invalid: [spec.ports[0].name: Required value, spec.ports[1].port: Invalid value: 70000: must be between 1 and 65535, inclusive, spec.ports[1].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive]',
    ]);
    expect(await refusal(create('web', { type: 'ExternalName' }))).toEqual([
      422,
      'Service "web" is invalid: spec.externalName: Required value',
    ]);
    expect(await refusal(create('web', { type: 'Wrong', ports: [{ port: 80 }] }))).toEqual([
      422,
      'Service "web" is invalid: spec.type: Unsupported value: "Wrong": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ]);
    const [status, message] = await refusal(create('1st', { ports: [{ port: 80 }] }));
    expect([status, message]).toEqual([
      422,
      expect.stringContaining('metadata.name: Invalid value: "1st": a DNS-1035 label'),
    ]);
  });

  it('is printed as kubectl prints it', async () => {
    await create('web', { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort: 30_080 }] });
    await create('out', { type: 'ExternalName', externalName: 'example.com' });
    await create('lb', { type: 'LoadBalancer', clusterIP: '172.20.3.3', ports: [{ port: 80, nodePort: 30_081 }] });
    const { body } = await cluster.call('GET', PATH, undefined, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    expect(body.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual([
      ...['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', 'Selector'],
    ]);
    const cells = body.rows.map((row: { cells: unknown[] }) => row.cells);
    expect(cells).toContainEqual(['lb', 'LoadBalancer', '172.20.3.3', '<pending>', '80:30081/TCP', '0s', '<none>']);
    expect(cells).toContainEqual(['out', 'ExternalName', '<none>', 'example.com', '<none>', '0s', '<none>']);
    expect(cells).toContainEqual([
      ...['web', 'NodePort', expect.stringMatching(/^172\.20\./), '<none>', '80:30080/TCP', '0s', 'app=web'],
    ]);
  });
});
