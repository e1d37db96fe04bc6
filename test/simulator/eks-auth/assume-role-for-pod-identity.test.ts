import { CreatePodIdentityAssociationCommand } from '@aws-sdk/client-eks';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import type { AccessKey, Caller } from '../../../simulator/caller.ts';
import type { AssumeRoleForPodIdentityResponse } from '../../../simulator/eks-auth/assume-role-for-pod-identity.ts';
import type { HttpRequest, HttpResponse } from '../../../simulator/http.ts';
import { createIssuer, signToken } from '../../../simulator/oidc/issuer.ts';
import { CLUSTER_ARN, type WorkshopEndpoint, workshopEndpoint } from '../eks/workshop-endpoint.ts';
import { FROZEN_NOW, ROOT_KEY } from '../wire/test-endpoint.ts';
import { Sha256 } from './sha256.ts';

const NODE: Caller = {
  type: 'root',
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:root',
  userId: '111122223333',
};
const CART = { clusterName: 'workshop-a', namespace: 'shop', serviceAccount: 'cart' };
const TAGS = {
  'eks-cluster-arn': CLUSTER_ARN,
  'eks-cluster-name': 'workshop-a',
  'kubernetes-namespace': 'shop',
  'kubernetes-service-account': 'cart',
  'kubernetes-pod-name': 'cart-7d9c5b-x2x2x',
  'kubernetes-pod-uid': 'pod-uid',
};

async function podToken({ state, cluster, clock }: WorkshopEndpoint, claims = {}, issuer = cluster.issuer) {
  await createIssuer(state, issuer);
  const iat = clock.now() / 1000;
  return signToken(state, issuer, {
    aud: ['pods.eks.amazonaws.com'],
    exp: iat + 86_400,
    iat,
    iss: issuer,
    'kubernetes.io': {
      namespace: 'shop',
      pod: { name: 'cart-7d9c5b-x2x2x', uid: 'pod-uid' },
      serviceaccount: { name: 'cart', uid: 'sa-uid' },
    },
    nbf: iat,
    sub: 'system:serviceaccount:shop:cart',
    ...claims,
  });
}

const assume = ({ invoke }: WorkshopEndpoint, token: string, clusterName = 'workshop-a') =>
  invoke({
    service: 'eks-auth',
    operation: 'AssumeRoleForPodIdentity',
    input: { clusterName, token },
    caller: NODE,
  }) as Promise<AssumeRoleForPodIdentityResponse>;

async function associated(options = {}, cloud = {}) {
  const endpoint = workshopEndpoint(cloud);
  const input = { ...CART, roleArn: endpoint.putRole('cart'), ...options };
  const { association } = await endpoint.client.send(new CreatePodIdentityAssociationCommand(input));
  return { endpoint, association };
}

/** Signed by AWS's own signer, as the agent would. */
async function signedPost(body: string): Promise<HttpRequest> {
  const hostname = 'eks-auth.us-west-2.api.aws';
  const signer = new SignatureV4({
    service: 'eks-auth',
    region: 'us-west-2',
    credentials: ROOT_KEY,
    sha256: Sha256,
  });
  const path = '/clusters/workshop-a/assume-role-for-pod-identity';
  const headers = { host: hostname, 'content-type': 'application/json' };
  const request = { protocol: 'https:', hostname, method: 'POST', path, headers, body };
  const signed = await signer.sign(request, { signingDate: new Date(FROZEN_NOW) });
  return { method: 'POST', path, query: '', headers: lowerCase(signed.headers), body: new TextEncoder().encode(body) };
}

const lowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const text = (body: HttpResponse['body']) =>
  typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);

const sessionOf = ({ state }: WorkshopEndpoint, { credentials }: AssumeRoleForPodIdentityResponse) =>
  state.table<AccessKey>('credentials/keys').get(credentials.accessKeyId)?.session;

describe('AssumeRoleForPodIdentity', () => {
  it('gives six hours of the associated role, with six transitive session tags', async () => {
    const { endpoint, association } = await associated();
    const answer = await assume(endpoint, await podToken(endpoint));
    expect(answer).toMatchObject({
      subject: { namespace: 'shop', serviceAccount: 'cart' },
      audience: 'pods.eks.amazonaws.com',
      podIdentityAssociation: {
        associationArn: association?.associationArn,
        associationId: association?.associationId,
      },
      credentials: { expiration: new Date(endpoint.clock.now() + 6 * 3_600_000) },
    });
    expect(answer.assumedRoleUser.arn).toMatch(
      /^arn:aws:sts::111122223333:assumed-role\/cart\/eks-workshop-a-cart-7d9c5-[0-9a-f]{8}-[0-9a-f-]{27}$/,
    );
    const session = sessionOf(endpoint, answer);
    expect(session?.tags).toEqual(TAGS);
    expect(session?.transitiveTagKeys).toEqual(Object.keys(TAGS));
  });

  it('speaks the wire protocol of its own schema', async () => {
    const { endpoint } = await associated();
    const request = await signedPost(JSON.stringify({ token: await podToken(endpoint) }));
    const response = await endpoint.send(request);
    expect(response.status).toBe(200);
    const body = JSON.parse(text(response.body));
    expect(body.assumedRoleUser).toEqual({ arn: expect.any(String), assumeRoleId: expect.any(String) });
    expect(body.credentials.expiration).toBe(endpoint.clock.now() / 1000 + 21_600);
    const refused = await endpoint.send(await signedPost('{"token":"a.b.c"}'));
    expect(refused).toMatchObject({ status: 400, headers: { 'x-amzn-errortype': 'InvalidTokenException' } });
    expect(JSON.parse(text(refused.body))).toEqual({
      message: 'The token included in the request is invalid: it is not a signed service account token.',
    });
  });

  it.each([
    ['of another audience', { aud: ['sts.amazonaws.com'] }, 'its audience is not pods.eks.amazonaws.com'],
    ['without a pod', { 'kubernetes.io': { namespace: 'shop' } }, undefined],
  ])('refuses a token %s', async (_what, claims, reason) => {
    const { endpoint } = await associated();
    const message = reason
      ? `The token included in the request is invalid: ${reason}.`
      : 'The token included in the request is not bound to a pod.';
    await expect(assume(endpoint, await podToken(endpoint, claims))).rejects.toMatchObject({
      code: 'InvalidTokenException',
      status: 400,
      message,
    });
  });

  it("refuses another cluster's token, and what is no token", async () => {
    const { endpoint } = await associated();
    const issuer = 'https://oidc.eks.us-west-2.amazonaws.com/id/OTHER';
    await expect(assume(endpoint, await podToken(endpoint, {}, issuer))).rejects.toMatchObject({
      code: 'InvalidTokenException',
      message:
        'The token included in the request is invalid: it was signed with a key that the cluster does not publish.',
    });
    await expect(assume(endpoint, 'a.b.c')).rejects.toMatchObject({
      code: 'InvalidTokenException',
      message: 'The token included in the request is invalid: it is not a signed service account token.',
    });
  });

  it('says when a token expired', async () => {
    const { endpoint } = await associated();
    const token = await podToken(endpoint);
    endpoint.clock.advance(86_400_000);
    await expect(assume(endpoint, token)).rejects.toMatchObject({
      code: 'ExpiredTokenException',
      status: 400,
      message:
        'The token included in the request is expired: current date/time 2026-11-25T09:00:00.000Z must be before the expiration date/time 2026-11-25T09:00:00Z.',
    });
  });

  it('refuses the token of a pod that is gone', async () => {
    const cloud = { whyTokenRevoked: () => 'pod shop/cart-7d9c5b-x2x2x was deleted' };
    const { endpoint } = await associated({}, cloud);
    await expect(assume(endpoint, await podToken(endpoint))).rejects.toMatchObject({
      code: 'InvalidTokenException',
      message: 'The token included in the request is no longer valid: pod shop/cart-7d9c5b-x2x2x was deleted.',
    });
  });

  it('answers 404 without an association or a cluster', async () => {
    const endpoint = workshopEndpoint();
    const token = await podToken(endpoint);
    await expect(assume(endpoint, token)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      status: 404,
      message: 'No association found for service account shop/cart in cluster workshop-a.',
    });
    await expect(assume(endpoint, token, 'absent')).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'No cluster found for name: absent.',
    });
  });

  it('answers 400, not 403, when the role no longer trusts EKS', async () => {
    const { endpoint } = await associated();
    endpoint.putRole('cart', { trust: { Action: 'sts:AssumeRole' } });
    await expect(assume(endpoint, await podToken(endpoint))).rejects.toMatchObject({
      code: 'AccessDeniedException',
      status: 400,
      message: 'Unauthorized Exception! EKS does not have permissions to assume the associated role.',
    });
  });

  it('lets a trust policy tell pods apart by the request tags', async () => {
    const { endpoint } = await associated();
    const condition = (namespace: string) => ({
      Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': namespace } },
    });
    endpoint.putRole('cart', { trust: condition('shop') });
    await expect(assume(endpoint, await podToken(endpoint))).resolves.toBeDefined();
    endpoint.putRole('cart', { trust: condition('other') });
    await expect(assume(endpoint, await podToken(endpoint))).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });
});

describe('with a policy', () => {
  it('limits the session of the only role', async () => {
    const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
    const { endpoint } = await associated({ disableSessionTags: true, policy });
    const session = sessionOf(endpoint, await assume(endpoint, await podToken(endpoint)));
    expect(session).toMatchObject({ tags: {}, transitiveTagKeys: [], policies: [policy], chained: false });
  });
});

describe('with a target role', () => {
  const targetRoleArn = 'arn:aws:iam::444455556666:role/orders';
  const trustOf = (condition: object) => ({
    trust: { Principal: { AWS: 'arn:aws:iam::111122223333:role/cart' }, Condition: condition },
    account: '444455556666',
  });
  const inlinePolicy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: targetRoleArn }],
  };

  it('gives one hour of it, session tags inherited', async () => {
    const { endpoint } = await associated({ targetRoleArn });
    endpoint.putRole('cart', { inlinePolicy });
    endpoint.putRole('orders', trustOf({ StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop' } }));
    const answer = await assume(endpoint, await podToken(endpoint));
    expect(answer.assumedRoleUser.arn).toContain('arn:aws:sts::444455556666:assumed-role/orders/eks-workshop-a-');
    expect(answer.credentials.expiration).toEqual(new Date(endpoint.clock.now() + 3_600_000));
    expect(sessionOf(endpoint, answer)?.tags).toEqual(TAGS);
  });

  it('sends the external id when session tags are disabled, and limits by the policy', async () => {
    const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
    const { endpoint } = await associated({ targetRoleArn, disableSessionTags: true, policy });
    endpoint.putRole('cart', { inlinePolicy });
    endpoint.putRole(
      'orders',
      trustOf({ StringEquals: { 'sts:ExternalId': 'us-west-2/111122223333/workshop-a/shop/cart' } }),
    );
    const session = sessionOf(endpoint, await assume(endpoint, await podToken(endpoint)));
    expect(session).toMatchObject({ tags: {}, policies: [policy], chained: true });
  });

  it('is refused in the same words when the target does not trust the role', async () => {
    const { endpoint } = await associated({ targetRoleArn });
    await expect(assume(endpoint, await podToken(endpoint))).rejects.toMatchObject({
      code: 'AccessDeniedException',
      status: 400,
      message: 'Unauthorized Exception! EKS does not have permissions to assume the associated role.',
    });
  });
});
