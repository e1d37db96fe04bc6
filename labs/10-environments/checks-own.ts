import { orAbsent } from '../kit/aws-clients.ts';
import { type Check, check } from '../kit/lab.ts';
import { stsSays } from '../kit/sts-checks.ts';
import type { World } from '../kit/world.ts';

/** The address of the issuer's documents, which is its name. */
const issuerUrl = ({ names }: World) => `https://${names.ENV_BUCKET}.s3.${names.AWS_REGION}.amazonaws.com`;

type Json = Record<string, unknown>;

/** What the issuer's pod says. Throws if there is none that answers. */
async function askIssuer(world: World, path: string): Promise<Json> {
  const answer = await world.app(world.names.CLUSTER_A, 'own-cluster', 'issuer').ask(path);
  if (answer.kind === 'ok') return answer.body;
  throw new Error(answer.kind === 'no-pod' ? answer.seen : `${answer.code}: ${answer.message}`);
}

async function readPublished(world: World, Key: string): Promise<Json | undefined> {
  const s3 = await world.aws.s3();
  const object = await orAbsent(s3.getObject({ Bucket: world.names.ENV_BUCKET, Key }));
  return object && (JSON.parse((await object.Body?.transformToString()) ?? '{}') as Json);
}

const idsOf = ({ keys = [] }: { keys?: Json[] }) => keys.map(({ kid }) => kid).join(', ');

/** The bucket holds the public key with which the pod's tokens are verified, and no private one. */
export function keysArePublished(): Check {
  return check({
    must: 'the published key is that of the pod, and only its public half',
    expected: 'the same key id, and no member d, which would be the private key',
    next: 'Run the block again that publishes both documents: a new pod has a new key.',
    async observe(world) {
      const published = await readPublished(world, 'keys.json');
      if (!published) return { ok: false, seen: 'no keys.json' };
      const isPrivate = (published.keys as Json[] | undefined)?.some((key) => 'd' in key);
      if (isPrivate) return { ok: false, seen: 'a private key, for everybody to read' };
      const [mine, theirs] = [idsOf(await askIssuer(world, 'keys.json')), idsOf(published)];
      return { ok: mine === theirs, seen: `key ${theirs} is published, key ${mine} signs` };
    },
  });
}

/** Everybody may read the bucket's objects: STS reads them as anybody. */
export function documentsAreOpen(): Check {
  return check({
    must: 'anybody may read both documents',
    expected: 'a bucket policy that is public',
    next: "Run the step's last block again: it opens the two documents.",
    async observe(world) {
      const s3 = await world.aws.s3();
      const status = await s3.getBucketPolicyStatus({ Bucket: world.names.ENV_BUCKET });
      return { ok: status.PolicyStatus?.IsPublic === true, seen: `public: ${status.PolicyStatus?.IsPublic}` };
    },
  });
}

/** STS gives credentials of $ENV_OWN_ROLE for a token of the issuer, or says why not. */
export function stsSaysOfOwn(what: string, audience: string, refusal?: string): Check {
  return stsSays({
    what,
    role: 'ENV_OWN_ROLE',
    refusal,
    next: 'Compare the URL of the provider with the issuer in the discovery document, and :sub in the trust policy.',
    token: async (world) =>
      String((await askIssuer(world, `token?namespace=shop&account=cart&audience=${audience}`)).token),
  });
}

/** The cluster has a provider in IAM, and EKS has never heard of it. */
export function eksKnowsNoSuchCluster(): Check {
  return check({
    must: 'IAM knows the issuer, and EKS knows no such cluster',
    expected: 'an OIDC provider, and no cluster with that issuer',
    next: 'Create the provider for the address of the bucket.',
    async observe(world) {
      const iam = await world.aws.iam();
      const url = issuerUrl(world);
      const { OpenIDConnectProviderList = [] } = await iam.listOpenIDConnectProviders({});
      const provider = OpenIDConnectProviderList.find(({ Arn }) => Arn?.endsWith(url.slice('https:/'.length)));
      const cluster = await orAbsent((await world.aws.eks()).describeCluster({ name: world.names.ENV_CLUSTER }));
      const seen = `provider ${provider?.Arn ?? 'none'}, cluster ${cluster?.cluster?.name ?? 'none'}`;
      return { ok: provider !== undefined && cluster === undefined, seen };
    },
  });
}
