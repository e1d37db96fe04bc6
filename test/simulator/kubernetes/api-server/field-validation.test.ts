import { describe, expect, it } from 'vitest';
import { duplicateFields } from '../../../../simulator/kubernetes/api-server/duplicate-fields.ts';
import { configMap, deployment, testCluster } from './test-cluster.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const MERGE = { contentType: 'application/merge-patch+json' };
const STRATEGIC = { contentType: 'application/strategic-merge-patch+json' };
const APPLY = { contentType: 'application/apply-patch+yaml' };

const misspelled = () => {
  const object = deployment('web');
  const [container] = object.spec.template.spec.containers as object[];
  const template = { ...object.spec.template, spec: { containers: [{ ...container, comand: ['x'] }] } };
  return { ...object, spec: { ...object.spec, replica: 1, template } };
};

describe('unknown fields', () => {
  const list = 'unknown field "spec.template.spec.containers[0].comand", unknown field "spec.replica"';
  const words = (...messages: string[]) => messages.sort().join(', ');

  it('are warned of, unless the client wants to hear of them as an error or not at all', async () => {
    const { send, call } = await testCluster();
    const warned = await send('POST', DEPLOYMENTS, misspelled());
    expect(warned.status).toBe(201);
    expect(words(...(warned.headers.warning ?? '').split(', '))).toBe(
      words(...list.split(', ').map((text) => `299 - ${JSON.stringify(text)}`)),
    );
    const ignored = await send('POST', `${DEPLOYMENTS}?dryRun=All&fieldValidation=Ignore`, {
      ...misspelled(),
      metadata: { name: 'other' },
    });
    expect([ignored.status, ignored.headers.warning]).toEqual([201, undefined]);
    const { status, body } = await call('POST', `${DEPLOYMENTS}?fieldValidation=Strict`, misspelled());
    expect([status, body.reason]).toEqual([400, 'BadRequest']);
    expect(body.message).toMatch(
      /^Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec\./,
    );
  });

  it('are named with the patch that brings them', async () => {
    const { call } = await testCluster();
    await call('POST', DEPLOYMENTS, deployment('web'));
    const url = `${DEPLOYMENTS}/web?fieldValidation=Strict`;
    const strategic = await call('PATCH', url, { spec: { replica: 2 } }, STRATEGIC);
    expect([strategic.status, strategic.body.message]).toEqual([
      422,
      ' "" is invalid: patch: Invalid value: "map[spec:map[replica:2]]": strict decoding error: unknown field "spec.replica"',
    ]);
    const merge = await call('PATCH', url, { spec: { replica: 2 } }, MERGE);
    expect(merge.body.details).toMatchObject({ causes: [{ field: 'patch', reason: 'FieldValueInvalid' }] });
    expect(merge.body.message).toMatch(/: strict decoding error: unknown field "spec.replica"$/);
  });

  it('are never taken by server-side apply', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('PATCH', `${DEPLOYMENTS}/web?fieldManager=me`, misspelled(), APPLY);
    expect(status).toBe(500);
    expect(body.message).toMatch(
      /^failed to create typed patch object \(default\/web; apps\/v1, Kind=Deployment\): errors:\n {2}\./,
    );
    expect(body.message).toContain('.spec.template.spec.containers[name="app"].comand: field not declared in schema');
  });
});

describe('fields that are there twice', () => {
  it('are found wherever they are', () => {
    const json = '{"a":1,"b":[{"c":"x, \\"c\\":","c":2},{"c":3}],"d":{"e":[1,2],"e":[]},"a":{"b":[]}}';
    expect(duplicateFields(json)).toEqual(['b[0].c', 'd.e', 'a']);
  });

  it('are an error or a warning, as asked', async () => {
    const { call, send } = await testCluster();
    const url = '/api/v1/namespaces/default/configmaps';
    const twice = JSON.stringify(configMap('app')).replace('"data":{}', '"data":{},"data":{"a":"b"}');
    const { body } = await call('POST', `${url}?fieldValidation=Strict`, twice);
    expect(body.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data"',
    );
    expect((await send('POST', url, twice)).headers.warning).toBe('299 - "duplicate field \\"data\\""');
  });
});

describe('values of the wrong type', () => {
  it.each([
    [{ replicas: '2' }, 'string into Go struct field DeploymentSpec.spec.replicas of type int32'],
    [{ replicas: 1.5 }, 'number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32'],
    [{ paused: 'yes' }, 'string into Go struct field DeploymentSpec.spec.paused of type bool'],
    [{ template: [] }, 'array into Go struct field DeploymentSpec.spec.template of type v1.PodTemplateSpec'],
    [
      { template: { spec: { containers: [{ env: [{ value: 8080 }] }] } } },
      'number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
    ],
    [
      { template: { spec: { containers: { name: 'app' } } } },
      'object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container',
    ],
  ])('%j are refused as Go does', async (spec, text) => {
    const { call } = await testCluster();
    const object = { ...deployment('web'), spec: { ...deployment('web').spec, ...spec } };
    const { status, body } = await call('POST', DEPLOYMENTS, object);
    const head = 'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal';
    expect([status, body.message]).toEqual([400, `${head} ${text}`]);
  });
});

it('using Endpoints is warned of, as of Kubernetes 1.33', async () => {
  const { send } = await testCluster();
  const { headers } = await send('GET', '/api/v1/namespaces/default/endpoints');
  const text = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';
  expect(headers.warning).toBe(`299 - "${text}"`);
});
