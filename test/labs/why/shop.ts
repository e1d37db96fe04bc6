import { expect, vi } from 'vitest';
import type { KubeObject } from '../../../labs/kit/kube-client.ts';
import type { Question } from '../../../labs/why/case.ts';
import type { Answer } from '../../../labs/why/why.ts';
import type { Delays } from '../../../simulator/delays.ts';
import { CLUSTER, ROLE_ARN, startWhyCloud, type WhyCloud } from './why-cloud.ts';

export const POD_IDENTITY_TRUST = {
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
};

export const ACCOUNT = '/api/v1/namespaces/shop/serviceaccounts/cart';
const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';
const AGENT_PODS = '/api/v1/namespaces/kube-system/pods';
const PODS = '/api/v1/namespaces/shop/pods';
const PLACE = `${CLUSTER}/shop/cart`;

/** Namespace shop with service account cart, and the role app; what gives the one to the other is the test's own. */
export async function openShop(delays?: Delays) {
  const shop = await startWhyCloud(delays);
  await shop.write('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } });
  await shop.write('POST', '/api/v1/namespaces/shop/serviceaccounts', { metadata: { name: 'cart' } });
  return { ...shop, ...steps(shop) };
}

export type Shop = Awaited<ReturnType<typeof openShop>>;

/** With the agent, the role and the association, so that a pod made now has credentials by Pod Identity. */
export async function openShopWithPodIdentity(association: object = {}): Promise<Shop> {
  const shop = await openShop();
  await shop.installAgent();
  await shop.putRole(POD_IDENTITY_TRUST);
  await shop.associate(association);
  return shop;
}

/** With the provider, the role and the annotation, so that a pod made now has credentials by IRSA. */
export async function openShopWithIrsa(trust: object = {}, provider: { clientIds?: string[] } = {}): Promise<Shop> {
  const shop = await openShop();
  await shop.createProvider(provider.clientIds);
  await shop.putRole({ ...(await shop.webIdentityTrust()), ...trust });
  await shop.annotate(ROLE_ARN);
  return shop;
}

function steps(cloud: WhyCloud) {
  return { ...eksSteps(cloud), ...iamSteps(cloud), ...kubernetesSteps(cloud), ...questions(cloud) };
}

function eksSteps(cloud: WhyCloud) {
  const { world } = cloud;
  const clusterName = CLUSTER;
  return {
    async installAgent() {
      const eks = await world.aws.eks();
      await eks.createAddon({ clusterName, addonName: 'eks-pod-identity-agent' });
      // An add-on is ACTIVE at the second look.
      await eks.describeAddon({ clusterName, addonName: 'eks-pod-identity-agent' });
      await eks.describeAddon({ clusterName, addonName: 'eks-pod-identity-agent' });
      await agentIsReady(cloud);
    },
    async associate(rest: object = {}) {
      const eks = await world.aws.eks();
      const subject = { clusterName, namespace: 'shop', serviceAccount: 'cart' };
      await eks.createPodIdentityAssociation({ ...subject, roleArn: ROLE_ARN, ...rest });
    },
    async issuer() {
      const { cluster } = await (await world.aws.eks()).describeCluster({ name: CLUSTER });
      return (cluster?.identity?.oidc?.issuer ?? '').replace('https://', '');
    },
  };
}

async function agentIsReady({ kube, clock, ready }: WhyCloud): Promise<void> {
  const agent = await vi.waitFor(async () => {
    const [found] = await kube.list(AGENT_PODS);
    expect(JSON.stringify(found?.status)).toContain('"running":');
    return found as KubeObject;
  });
  // Its readiness is asked for a second after its start.
  clock.advance(1000);
  await ready(`${AGENT_PODS}/${agent.metadata.name}`);
}

function iamSteps(cloud: WhyCloud) {
  const { issuer } = eksSteps(cloud);
  const iam = () => cloud.world.aws.iam();
  return {
    async putRole(statement: object, RoleName = 'app') {
      await (await iam()).createRole({ RoleName, AssumeRolePolicyDocument: document(statement) });
    },
    async setTrust(...statements: object[]) {
      await (await iam()).updateAssumeRolePolicy({ RoleName: 'app', PolicyDocument: document(...statements) });
    },
    async createProvider(ClientIDList = ['sts.amazonaws.com']) {
      await (await iam()).createOpenIDConnectProvider({ Url: `https://${await issuer()}`, ClientIDList });
    },
    async webIdentityTrust() {
      const name = await issuer();
      const claims = { [`${name}:sub`]: 'system:serviceaccount:shop:cart', [`${name}:aud`]: 'sts.amazonaws.com' };
      return {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${name}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: claims },
      };
    },
  };
}

function kubernetesSteps({ kube, write, ready, clock }: WhyCloud) {
  return {
    annotate: (roleArn: string) =>
      write('PATCH', ACCOUNT, { metadata: { annotations: { [ROLE_ANNOTATION]: roleArn } } }),
    /** The pod cart, whose one container is app; waits until it is Ready. */
    async makePod(
      spec: object = {},
      container: object = {},
      metadata: { name?: string; [field: string]: unknown } = {},
    ) {
      const containers = [{ name: 'app', image: 'node:22', command: ['node', '/app/app.mjs'], ...container }];
      await write('POST', PODS, {
        metadata: { name: 'cart', ...metadata },
        spec: { serviceAccountName: 'cart', containers, ...spec },
      });
      await ready(`${PODS}/${metadata.name ?? 'cart'}`);
    },
    /** Until a controller has made a pod. */
    hasPods: () => vi.waitFor(async () => expect(await kube.list(PODS)).not.toEqual([])),
    pass: (seconds: number) => clock.advance(seconds * 1000),
  };
}

function questions({ why }: WhyCloud) {
  return {
    /** The chain of the pod cart. */
    ask: (question?: Question) => why(PLACE, question),
    /** The broken link, which must be `id`. */
    async brokenAt(id: string, question?: Question) {
      const answer = await why(PLACE, question);
      expect(answer.broken, render(answer)).toBe(id);
      return linkOf(answer, id);
    },
  };
}

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

export function linkOf(answer: Answer, id: string) {
  const found = answer.links.find((one) => one.id === id);
  if (!found) throw new Error(`no link ${id}`);
  return found;
}

const render = ({ links }: Answer) => links.map(({ id, mark, seen }) => `${mark} ${id}: ${seen}`).join('\n');
