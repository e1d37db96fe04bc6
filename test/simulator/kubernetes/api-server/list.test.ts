import { describe, expect, it } from 'vitest';
import { configMap, type TestCluster, testCluster } from './test-cluster.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

const create = async ({ call }: TestCluster, ...names: string[]) => {
  for (const name of names) await call('POST', MAPS, configMap(name));
};

const namesOf = (body: { items: { metadata: { name: string } }[] }) =>
  body.items.map(({ metadata }) => metadata.name).filter((name) => name !== 'kube-root-ca.crt');

const listed = async ({ call }: TestCluster, query: string) => (await call('GET', `${MAPS}?${query}`)).body;

describe('pages of a list', () => {
  it('show the state of the first one', async () => {
    const kube = await testCluster();
    await create(kube, 'b', 'd');
    const first = await listed(kube, 'limit=1');
    await create(kube, 'a', 'c');
    await kube.call('DELETE', `${MAPS}/d`);
    const { continue: token, resourceVersion, remainingItemCount } = first.metadata;
    const next = await listed(kube, `limit=10&continue=${encodeURIComponent(token)}`);
    expect([...namesOf(first), ...namesOf(next)]).toEqual(['b', 'd']);
    expect(next.metadata).toEqual({ resourceVersion });
    expect(remainingItemCount).toBe(2);
  });

  it('expire with the past, and say so', async () => {
    const kube = await testCluster();
    await create(kube, 'a', 'b');
    const { metadata } = await listed(kube, 'limit=1');
    for (let count = 0; count < 1001; count += 1)
      await kube.call('PUT', `${MAPS}/b`, configMap('b', { n: `${count}` }));
    const { code, reason, message } = await listed(kube, `limit=1&continue=${metadata.continue}`);
    expect([code, reason]).toEqual([410, 'Expired']);
    expect(message).toMatch(/^The provided continue parameter is too old to display a consistent list result\./);
  });

  it('need a token of ours', async () => {
    const kube = await testCluster();
    expect(await listed(kube, 'continue=abc')).toMatchObject({ code: 400, message: 'continue key is not valid' });
    expect(await listed(kube, 'continue=abc&resourceVersion=1')).toMatchObject({
      code: 400,
      message: 'specifying resource version is not allowed when using continue',
    });
  });
});

describe('a list at a resourceVersion', () => {
  it('is of that very state if Exact, and of the present one otherwise', async () => {
    const kube = await testCluster();
    await create(kube, 'a');
    const { metadata } = await listed(kube, '');
    await create(kube, 'b');
    const at = `resourceVersion=${metadata.resourceVersion}`;
    const exact = await listed(kube, `${at}&resourceVersionMatch=Exact`);
    expect([namesOf(exact), exact.metadata]).toEqual([['a'], metadata]);
    expect(namesOf(await listed(kube, `${at}&resourceVersionMatch=NotOlderThan`))).toEqual(['a', 'b']);
    expect(namesOf(await listed(kube, at))).toEqual(['a', 'b']);
  });

  it('of the future, or none, is refused', async () => {
    const kube = await testCluster();
    const future = await listed(kube, 'resourceVersion=99999');
    expect([future.code, future.reason]).toEqual([504, 'Timeout']);
    expect(future.message).toMatch(/^Too large resource version: 99999, current: \d+$/);
    expect(await listed(kube, 'resourceVersion=x')).toMatchObject({
      code: 400,
      message: 'resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
    });
  });

  it.each([
    ['resourceVersionMatch=Exact', 'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided'],
    [
      'resourceVersionMatch=Exact&resourceVersion=0',
      'Forbidden: resourceVersionMatch "Exact" is forbidden for resourceVersion "0"',
    ],
    [
      'watch=1&sendInitialEvents=true',
      'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    ],
    [
      'watch=1&resourceVersionMatch=NotOlderThan&resourceVersion=1',
      'Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    ],
  ])('is asked for rightly, not by %s', async (query, cause) => {
    const kube = await testCluster();
    expect(await listed(kube, query)).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: `ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: ${cause}`,
    });
  });
});

describe('label selectors', () => {
  it.each([
    ['size>3', ['big']],
    ['size<3', ['small']],
    ['size', ['big', 'small']],
    ['!size', ['none']],
    ['size in (2, 5),size!=5', ['small']],
    ['size notin (5)', ['none', 'small']],
    ['in in ()', []],
  ])('choose by %s', async (selector, names) => {
    const { call } = await testCluster();
    for (const [name, labels] of Object.entries({ big: { size: '5' }, small: { size: '2' }, none: {} }))
      await call('POST', '/api/v1/namespaces/default/secrets', { metadata: { name, labels } });
    const { body } = await call(
      'GET',
      `/api/v1/namespaces/default/secrets?labelSelector=${encodeURIComponent(selector)}`,
    );
    expect(namesOf(body)).toEqual(names);
  });

  it.each([
    ['a,', "found '', expected: identifier after ','"],
    [')', "found ')', expected: !, identifier, or 'end of string'"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['!!a', "unable to parse requirement: found '!', expected: identifier"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=(', "unable to parse requirement: found '(', expected: identifier"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in (=)', "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
    [
      'a>b',
      "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
    ['-a', 'unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of'],
    ['a=-b', 'unable to parse requirement: values[0][a]: Invalid value: "-b": a valid label must be'],
  ])('may not be %s', async (selector, message) => {
    const { call } = await testCluster();
    const { status, body } = await call('GET', `/api/v1/pods?labelSelector=${encodeURIComponent(selector)}`);
    expect([status, body.reason, body.message.slice(0, message.length)]).toEqual([400, 'BadRequest', message]);
  });
});

describe('field selectors', () => {
  it.each([
    ['pods', 'status.foo=x', 'field label not supported: status.foo'],
    ['configmaps', 'data.a=x', '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"'],
    ['pods', 'metadata.name=a=b', 'invalid field selector: unescaped character in value: 61'],
    ['pods', 'metadata.name=a%5Cb', 'invalid field selector: invalid escape sequence: \\b'],
    ['pods', 'metadata.name=a%5C', 'invalid field selector: invalid escape sequence: \\'],
    ['pods', 'nonsense', "invalid selector: 'nonsense'; can't understand 'nonsense'"],
  ])('of %s may not be %s', async (resource, selector, message) => {
    const { call } = await testCluster();
    const { status, body } = await call('GET', `/api/v1/${resource}?fieldSelector=${selector}`);
    expect([status, body.reason, body.message]).toEqual([400, 'BadRequest', message]);
  });

  it('name where an event comes from', async () => {
    const { call } = await testCluster();
    const event = (name: string, component: string) => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name },
      involvedObject: { namespace: 'default' },
      source: { component },
    });
    for (const name of ['one', 'two'])
      await call('POST', '/api/v1/namespaces/default/events', event(name, `from-${name}`));
    const { body } = await call('GET', '/api/v1/events?fieldSelector=source%3Dfrom-two');
    expect(namesOf(body)).toEqual(['two']);
  });
});
