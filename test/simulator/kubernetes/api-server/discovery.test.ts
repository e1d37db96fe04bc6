import { describe, expect, it } from 'vitest';
import { readText, testCluster } from './test-cluster.ts';

describe('discovery', () => {
  it('lists groups and resources in the old form', async () => {
    const { call } = await testCluster();
    expect((await call('GET', '/api')).body.versions).toEqual(['v1']);
    const { body: groups } = await call('GET', '/apis');
    expect(groups.groups.map((group: { name: string }) => group.name)).toContain('apps');
    const { body: core } = await call('GET', '/api/v1');
    const pods = core.resources.find((resource: { name: string }) => resource.name === 'pods');
    expect(pods).toMatchObject({
      kind: 'Pod',
      namespaced: true,
      singularName: 'pod',
      shortNames: ['po'],
      categories: ['all'],
    });
    expect(core.resources.map((resource: { name: string }) => resource.name)).toContain('serviceaccounts/token');
  });

  it('gives all of a root in one document to those who ask', async () => {
    const { send } = await testCluster();
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const response = await send('GET', '/apis', undefined, { accept });
    expect(response.headers['content-type']).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    const { items } = JSON.parse(await readText(response));
    expect(items[0]).toMatchObject({ metadata: { name: 'apps' }, versions: [{ version: 'v1' }] });
  });

  it('says its version in the style of EKS', async () => {
    const { call } = await testCluster();
    expect((await call('GET', '/version')).body).toMatchObject({
      major: '1',
      minor: '33',
      gitVersion: 'v1.33.0-eks-workshop',
    });
  });

  it('tells kubectl that it validates fields and how lists merge', async () => {
    const { call } = await testCluster();
    const { body: index } = await call('GET', '/openapi/v3');
    expect(index.paths['apis/apps/v1'].serverRelativeURL).toBe('/openapi/v3/apis/apps/v1');
    const { body } = await call('GET', '/openapi/v3/apis/apps/v1');
    const { patch } = body.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}'];
    expect(patch.parameters).toContainEqual(expect.objectContaining({ name: 'fieldValidation', in: 'query' }));
    const { containers } = body.components.schemas['io.k8s.api.core.v1.PodSpec'].properties;
    expect(containers).toMatchObject({ type: 'array', 'x-kubernetes-patch-merge-key': 'name' });
  });

  it('explains types and fields', async () => {
    const { call } = await testCluster();
    const { body } = await call('GET', '/openapi/v3/api/v1');
    const { description, properties } = body.components.schemas['io.k8s.api.core.v1.Container'];
    expect(description).toBe('A single application container that you want to run within a pod.');
    expect(properties.tty.description).toBe(
      "Whether this container should allocate a TTY for itself, also requires 'stdin' to be true. Default is false.",
    );
  });

  it('says which fields are required, and what they may be', async () => {
    const { call } = await testCluster();
    const { schemas } = (await call('GET', '/openapi/v3/apis/apps/v1')).body.components;
    expect(schemas['io.k8s.api.apps.v1.DeploymentSpec'].required).toEqual(['selector', 'template']);
    expect(schemas['io.k8s.api.core.v1.PodSpec'].properties.restartPolicy).toMatchObject({
      type: 'string',
      enum: ['Always', 'Never', 'OnFailure'],
    });
    expect(Object.keys(schemas)).not.toContain('io.k8s.api.rbac.v1.Role');
  });

  it('says the same in the older form, in one document', async () => {
    const { call } = await testCluster();
    const { body } = await call('GET', '/openapi/v2');
    const { PodSpec, ServicePort } = Object.fromEntries(
      ['PodSpec', 'ServicePort'].map((name) => [name, body.definitions[`io.k8s.api.core.v1.${name}`]]),
    );
    expect(PodSpec.required).toEqual(['containers']);
    expect(PodSpec.properties.containers.items).toEqual({ $ref: '#/definitions/io.k8s.api.core.v1.Container' });
    expect(ServicePort.properties.targetPort).toMatchObject({
      $ref: '#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    });
    expect(body.definitions['io.k8s.apimachinery.pkg.util.intstr.IntOrString']).toMatchObject({
      type: 'string',
      format: 'int-or-string',
    });
    expect(body.paths['/api/v1/namespaces/{namespace}/pods'].post).toMatchObject({
      'x-kubernetes-group-version-kind': { group: '', version: 'v1', kind: 'Pod' },
      parameters: [
        { in: 'body', name: 'body', schema: { $ref: '#/definitions/io.k8s.api.core.v1.Pod' } },
        { in: 'query', name: 'dryRun', type: 'string' },
        { name: 'fieldManager' },
        { name: 'fieldValidation' },
      ],
    });
  });

  it('refuses what it does not have by name', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('GET', '/apis/apps/v1/statefulsets');
    expect([status, body.message]).toEqual([404, 'the server could not find the requested resource']);
    const wrong = await call('PATCH', '/api/v1/namespaces/default/configmaps', {});
    expect([wrong.status, wrong.body.reason]).toEqual([405, 'MethodNotAllowed']);
  });
});

describe('health', () => {
  it('is told in a word, or check by check', async () => {
    const { send } = await testCluster();
    const read = async (path: string) => {
      const response = await send('GET', path);
      return [response.status, await readText(response)];
    };
    expect(await read('/readyz')).toEqual([200, 'ok']);
    expect(await read('/livez/ping')).toEqual([200, 'ok']);
    expect(await read('/healthz/poststarthook/rbac/bootstrap-roles')).toEqual([200, 'ok']);
    const [, verbose] = await read('/readyz?verbose&exclude=etcd&exclude=nope');
    expect(verbose).toMatch(/^\[\+\]ping ok\n\[\+\]log ok\n\[\+\]etcd excluded: ok\n/);
    expect(verbose).toMatch(
      /\[\+\]shutdown ok\nwarn: some health checks cannot be excluded: no matches for "nope"\nreadyz check passed\n$/,
    );
    expect((await send('GET', '/livez/shutdown')).status).toBe(404);
  });
});
