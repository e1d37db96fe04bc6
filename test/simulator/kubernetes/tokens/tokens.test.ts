import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { findJwks, rotateSigningKey } from '../../../../simulator/oidc/issuer.ts';
import { configMap, ISSUER, NOW, pod, type TestCluster, testCluster } from '../api-server/test-cluster.ts';

const ACCOUNTS = '/api/v1/namespaces/default/serviceaccounts';
const PODS = '/api/v1/namespaces/default/pods';
const WHOAMI = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

async function requestToken({ call }: TestCluster, spec: object = {}) {
  await call('POST', ACCOUNTS, { metadata: { name: 'cart' } });
  return call('POST', `${ACCOUNTS}/cart/token`, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec });
}

async function claimsOf({ state }: TestCluster, token: string) {
  const jwks = findJwks(state, ISSUER);
  if (!jwks) throw new Error('no keys');
  return jwtVerify(token, createLocalJWKSet(jwks), { currentDate: new Date(NOW) });
}

describe('token requests', () => {
  it('answer a token that the published keys verify', async () => {
    const kube = await testCluster();
    const { status, body } = await requestToken(kube, { audiences: ['sts.amazonaws.com'], expirationSeconds: 900 });
    expect(status).toBe(201);
    expect(body.status.expirationTimestamp).toBe('2026-11-24T05:15:00Z');
    const { payload, protectedHeader } = await claimsOf(kube, body.status.token);
    expect(Object.keys(protectedHeader).sort()).toEqual(['alg', 'kid']);
    expect(payload).toMatchObject({
      aud: ['sts.amazonaws.com'],
      exp: NOW / 1000 + 900,
      iat: NOW / 1000,
      nbf: NOW / 1000,
      iss: ISSUER,
      sub: 'system:serviceaccount:default:cart',
      'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'cart', uid: expect.any(String) } },
    });
    expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('name pod and node when bound to a pod', async () => {
    const kube = await testCluster();
    await kube.call('POST', ACCOUNTS, { metadata: { name: 'cart' } });
    const { body: made } = await kube.call('POST', PODS, pod('web', { serviceAccountName: 'cart' }));
    await vi.waitFor(async () => expect((await kube.call('GET', `${PODS}/web`)).body.spec.nodeName).toBeDefined());
    const node = (await kube.call('GET', '/api/v1/nodes')).body.items[0].metadata;
    const boundObjectRef = { apiVersion: 'v1', kind: 'Pod', name: 'web', uid: made.metadata.uid };
    const { body } = await requestToken(kube, { boundObjectRef });
    const { payload } = await claimsOf(kube, body.status.token);
    expect(payload['kubernetes.io']).toMatchObject({
      pod: { name: 'web', uid: made.metadata.uid },
      node: { name: node.name, uid: node.uid },
    });
  });

  it('refuse less than ten minutes, and cap at a day', async () => {
    const kube = await testCluster();
    const { status, body } = await requestToken(kube, { expirationSeconds: 60 });
    expect([status, body.message]).toEqual([
      422,
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes',
    ]);
    const long = await requestToken(kube, { expirationSeconds: 604_800 });
    expect(long.body.status.expirationTimestamp).toBe('2026-11-25T05:00:00Z');
    expect(long.body.spec.expirationSeconds).toBe(86_400);
  });

  it('hold for 90 days where the ServiceAccount admission asks for them, and warn after an hour', async () => {
    const kube = await testCluster();
    await kube.call('POST', ACCOUNTS, { metadata: { name: 'cart' } });
    await kube.call('POST', PODS, pod('web', { serviceAccountName: 'cart' }));
    const boundObjectRef = { apiVersion: 'v1', kind: 'Pod', name: 'web' };
    const own = await requestToken(kube, { boundObjectRef, expirationSeconds: 3607 });
    expect(own.body.status.expirationTimestamp).toBe('2026-11-24T06:00:07Z');
    const { payload } = await claimsOf(kube, own.body.status.token);
    expect(payload.exp).toBe(NOW / 1000 + 90 * 86_400);
    expect(payload['kubernetes.io']).toMatchObject({ warnafter: NOW / 1000 + 3607 });
    const audiences = ['sts.amazonaws.com'];
    const forSts = await requestToken(kube, { boundObjectRef, expirationSeconds: 3607, audiences });
    const other = (await claimsOf(kube, forSts.body.status.token)).payload;
    expect(other.exp).toBe(NOW / 1000 + 3607);
    expect(other['kubernetes.io']).not.toHaveProperty('warnafter');
  });

  it.each([
    ['a secret', 'Secret', '/api/v1/namespaces/default/secrets', 'secret'],
    ['a node', 'Node', '/api/v1/nodes', 'node'],
  ])('end with %s that they are bound to, even if another takes its name', async (_what, kind, path, claim) => {
    const kube = await testCluster();
    const object = { apiVersion: 'v1', kind, metadata: { name: 'bound' } };
    const { body: made } = await kube.call('POST', path, object);
    const { token } = (await requestToken(kube, { boundObjectRef: { apiVersion: 'v1', kind, name: 'bound' } })).body
      .status;
    const { payload } = await claimsOf(kube, token);
    expect(payload['kubernetes.io']).toMatchObject({ [claim]: { name: 'bound', uid: made.metadata.uid } });
    const whoami = async () => (await kube.call('POST', WHOAMI, {}, { token })).status;
    expect(await whoami()).toBe(201);
    await kube.call('DELETE', `${path}/bound`);
    expect(await whoami()).toBe(401);
    await kube.call('POST', path, object);
    expect(await whoami()).toBe(401);
  });

  it('refuse to be bound to anything else, and more than 2^32 seconds', async () => {
    const kube = await testCluster();
    const { body } = await requestToken(kube, {
      boundObjectRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
    });
    expect([body.code, body.message]).toEqual([400, 'cannot bind token to object of type apps/v1, Kind=Deployment']);
    const long = await requestToken(kube, { expirationSeconds: 2 ** 32 + 1 });
    expect([long.status, long.body.message]).toEqual([
      422,
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
    ]);
  });

  it('are signed with a new key after a rotation, while tokens of the old one hold', async () => {
    const kube = await testCluster();
    const whoami = async (token: string) => (await kube.call('POST', WHOAMI, {}, { token })).status;
    const before = (await requestToken(kube)).body.status.token;
    await rotateSigningKey(kube.state, ISSUER);
    const after = (await requestToken(kube)).body.status.token;
    const keyOf = (token: string) => decodeProtectedHeader(token).kid;
    expect(findJwks(kube.state, ISSUER)?.keys.map(({ kid }) => kid)).toEqual([keyOf(after), keyOf(before)]);
    expect(keyOf(after)).not.toBe(keyOf(before));
    expect([await whoami(before), await whoami(after)]).toEqual([201, 201]);
  });

  it('refuse an account that does not exist', async () => {
    const { call } = await testCluster();
    const { status, body } = await call('POST', `${ACCOUNTS}/nope/token`, { spec: {} });
    expect([status, body.message]).toEqual([404, 'serviceaccounts "nope" not found']);
  });
});

describe('signing in', () => {
  it('knows a service account by its token, and lets it ask about itself only', async () => {
    const kube = await testCluster();
    const { token } = (await requestToken(kube)).body.status;
    const { body } = await kube.call('POST', WHOAMI, {}, { token });
    expect(body.status.userInfo).toMatchObject({
      username: 'system:serviceaccount:default:cart',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    });
    const refused = await kube.call('GET', PODS, undefined, { token });
    expect([refused.status, refused.body.message]).toEqual([
      403,
      'pods is forbidden: User "system:serviceaccount:default:cart" cannot list resource "pods" in API group "" in the namespace "default"',
    ]);
  });

  it.each([
    ['no token', ''],
    ['a token that is none', 'nonsense'],
    ['a token of aws eks get-token', 'k8s-aws-v1.aHR0cHM6Ly9zdHM'],
  ])('refuses %s', async (_case, token) => {
    const { call } = await testCluster();
    const { status, body } = await call('GET', PODS, undefined, { token });
    expect([status, body.reason]).toEqual([401, 'Unauthorized']);
    expect(body.message).toMatch(/^Unauthorized/);
  });

  it('refuses a token for another audience, a late one, and one whose account is gone', async () => {
    const kube = await testCluster();
    const whoami = async (token: string) => (await kube.call('POST', WHOAMI, {}, { token })).status;
    const { token } = (await requestToken(kube)).body.status;
    const foreign = (await requestToken(kube, { audiences: ['sts.amazonaws.com'] })).body.status.token;
    expect([await whoami(token), await whoami(foreign)]).toEqual([201, 401]);
    kube.clock.nowMs += 3601 * 1000;
    expect(await whoami(token)).toBe(401);
    kube.clock.nowMs = NOW;
    await kube.call('DELETE', `${ACCOUNTS}/cart`);
    expect(await whoami(token)).toBe(401);
    await kube.call('POST', ACCOUNTS, { metadata: { name: 'cart' } });
    expect(await whoami(token)).toBe(401);
  });

  it('lets nobody but administrators write', async () => {
    const kube = await testCluster();
    const { token } = (await requestToken(kube)).body.status;
    const { status, body } = await kube.call('POST', '/api/v1/namespaces/default/configmaps', configMap('one'), {
      token,
    });
    expect(status).toBe(403);
    expect(body.message).toMatch(/cannot create resource "configmaps" in API group ""/);
  });
});

describe('why a token is revoked', () => {
  it('is told in the words of the validator', async () => {
    const kube = await testCluster();
    await kube.call('POST', ACCOUNTS, { metadata: { name: 'cart' } });
    const { body: account } = await kube.call('GET', `${ACCOUNTS}/cart`);
    const { body: made } = await kube.call('POST', PODS, pod('web', { serviceAccountName: 'cart' }));
    const serviceAccount = { name: 'cart', uid: account.metadata.uid };
    const subject = { namespace: 'default', serviceAccount, pod: { name: 'web', uid: made.metadata.uid } };
    const why = kube.cluster.whyTokenRevoked;
    expect(why(subject)).toBeUndefined();
    expect(why({ ...subject, pod: { name: 'web', uid: 'old' } })).toBe(
      `pod UID (${made.metadata.uid}) does not match service account pod ref claim (old)`,
    );
    expect(why({ ...subject, pod: { name: 'gone', uid: 'old' } })).toBe('service account token has been invalidated');
  });
});
