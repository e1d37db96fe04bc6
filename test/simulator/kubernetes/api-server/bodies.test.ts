import { describe, expect, it } from 'vitest';
import { configMap, deployment, testCluster } from './test-cluster.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';
const MERGE = 'application/merge-patch+json';
const UNREADABLE =
  "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: ";
const TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

describe('a body', () => {
  it.each([
    ['', 'unexpected end of JSON input (<empty>)'],
    ['{"a":', 'unexpected end of JSON input ({"a":)'],
    ['{a: 1}', "invalid character 'a' looking for beginning of object key string ({a: 1})"],
    ['{"a" 1}', `invalid character '1' after object key ({"a" 1})`],
    ['{"a":1 "b":2}', `invalid character '"' after object key:value pair ({"a":1 "b":2})`],
    ['{"a":[1 2]}', `invalid character '2' after array element ({"a":[1 2]})`],
    ['{"a":tru}', `invalid character '}' in literal true (expecting 'e') ({"a":tru})`],
    ['{"a":"\\x"}', `invalid character 'x' in string escape code ({"a":"\\x"})`],
    ['{} {}', "invalid character '{' after top-level value ({} {})"],
    ['hello', "invalid character 'h' looking for beginning of value (68656c6c6f)"],
    ['[]', `json: cannot unmarshal array into Go value of type ${TYPE_META} (5b5d)`],
    ['"text"', `json: cannot unmarshal string into Go value of type ${TYPE_META} (227465787422)`],
    [`{"a":${' '.repeat(40)}`, `unexpected end of JSON input ({"a":${' '.repeat(25)} ...)`],
  ])('that is %j is refused in the words of Go', async (text, problem) => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', MAPS, text);
    expect([status, body.reason, body.message]).toEqual([400, 'BadRequest', UNREADABLE + problem]);
  });

  it('is of a media type that is known', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', MAPS, 'a=b', { contentType: 'application/x-www-form-urlencoded' });
    expect([status, body.reason, body.message]).toEqual([
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    ]);
  });

  it.each([
    [
      { apiVersion: 'v2' },
      'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      { apiVersion: 'v1', kind: 'Secret' },
      'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
    ],
    [
      { metadata: { name: 'one', namespace: 'other' } },
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
  ])('is of the type and place that the path names, not %j', async (more, message) => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', MAPS, { ...configMap('one'), ...more });
    expect([status, body.message]).toEqual([400, message]);
  });

  it('names the object that is to be changed, and no other', async () => {
    const { call } = await testCluster();
    const { body: made } = await call('POST', MAPS, configMap('one'));
    const put = async (metadata: object) => (await call('PUT', `${MAPS}/one`, { ...made, metadata })).body;
    expect(await put({})).toMatchObject({
      code: 400,
      message: 'the name of the object (one based on URL) was undeterminable: name must be provided',
    });
    expect(await put({ name: 'two' })).toMatchObject({
      code: 400,
      message: 'the name of the object (two) does not match the name on the URL (one)',
    });
    expect(await put({ name: 'one', uid: 'other' })).toMatchObject({
      code: 409,
      message: `Operation cannot be fulfilled on configmaps "one": StorageError: invalid object, Code: 4, Key: /registry/configmaps/default/one, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: other, UID in object meta: ${made.metadata.uid}`,
    });
  });
});

describe('a patch', () => {
  it.each([
    [
      'application/json-patch+json',
      '{}',
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    ],
    [MERGE, '[]', 'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}'],
    [MERGE, '{', 'error decoding patch: unexpected end of JSON input'],
    [
      'application/strategic-merge-patch+json',
      '"x"',
      'json: cannot unmarshal string into Go value of type map[string]interface {}',
    ],
  ])('of type %s is not %s', async (contentType, text, message) => {
    const { call } = await testCluster();
    await call('POST', MAPS, configMap('one'));
    const { status, body } = await call('PATCH', `${MAPS}/one`, text, { contentType });
    expect([status, body.reason, body.message]).toEqual([400, 'BadRequest', message]);
  });

  it.each([
    [{ name: 'two' }, 400, 'the name of the object (two) does not match the name on the URL (one)'],
    [
      { namespace: 'two' },
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [{ uid: 'two' }, 422, 'ConfigMap "one" is invalid: metadata.uid: Invalid value: "two": field is immutable'],
    [
      { resourceVersion: '1' },
      409,
      'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
    ],
  ])('may not change the identity %j', async (metadata, code, message) => {
    const { call } = await testCluster();
    await call('POST', MAPS, configMap('one'));
    const { body } = await call('PATCH', `${MAPS}/one`, { metadata }, { contentType: MERGE });
    expect(body).toMatchObject({ code, message });
  });

  it('says how lists are replaced and what is kept', async () => {
    const { call } = await testCluster();
    const url = '/apis/apps/v1/namespaces/default/deployments';
    await call('POST', url, deployment('web'));
    const contentType = 'application/strategic-merge-patch+json';
    const patch = async (change: object) => (await call('PATCH', `${url}/web`, change, { contentType })).body;
    const containers = [{ $patch: 'replace' }, { name: 'new', image: 'nginx' }];
    const replaced = await patch({ spec: { template: { spec: { containers } } } });
    expect(replaced.spec.template.spec.containers).toMatchObject([{ name: 'new' }]);
    const recreated = await patch({ spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } });
    expect(recreated.spec.strategy).toEqual({ type: 'Recreate' });
  });
});
