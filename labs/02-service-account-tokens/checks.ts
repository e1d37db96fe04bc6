import { type Check, check, type Observation } from '../kit/lab.ts';
import type { World } from '../kit/world.ts';
import { forge, introspect, mintToken, reviewToken } from './tokens.ts';

const SUBJECT = 'system:serviceaccount:tokens:app';

/** The cluster gives out tokens of the account, and vouches for them. */
export function tokenIsReviewed(): Check {
  return check({
    must: 'a token of tokens/app for the audience verifier is good there',
    expected: `a TokenReview that names ${SUBJECT}`,
    next: 'kubectl apply -f labs/02-service-account-tokens/namespace.yaml',
    async observe(world) {
      const { user, error } = await reviewToken(world, await mintToken(world, 'verifier'), 'verifier');
      return { ok: user?.username === SUBJECT, seen: user?.username ?? error ?? 'not authenticated' };
    },
  });
}

/** The API server refuses what was made for somebody else. */
export function tokenIsNotForTheApi(): Check {
  return check({
    must: 'the same token is no good for the API server itself',
    expected: 'a TokenReview that says that the audience is wrong',
    next: 'kubectl apply -f labs/02-service-account-tokens/namespace.yaml',
    async observe(world) {
      const { authenticated, error = '' } = await reviewToken(world, await mintToken(world, 'verifier'));
      return { ok: !authenticated && error.includes('audience'), seen: error || 'it was accepted' };
    },
  });
}

type Make = (world: World) => Promise<string>;

function verifierSays(what: string, active: boolean, reason: string, token: Make): Check {
  return check({
    must: `the verifier ${active ? 'takes' : 'refuses'} ${what}`,
    expected: active ? 'active: true' : `active: false, because of ${reason}`,
    next: "Run the step's commands again; kubectl -n tokens logs deployment/verifier shows what the service says.",
    async observe(world) {
      const answer = await introspect(world, await token(world));
      const seen = `active: ${answer.active}${answer.reason ? `, ${answer.reason}` : ''}`;
      return { ok: answer.active === active && seen.includes(reason), seen };
    },
  });
}

/** The verifier takes its own tokens, and neither others' nor forged ones. */
export function verifierJudges(): Check[] {
  const mine: Make = (world) => mintToken(world, 'verifier');
  const forged: Make = async (world) => forge(await mine(world), await mintToken(world, 'verifier', 'default'));
  return [
    verifierSays('a token for the audience verifier', true, '', mine),
    verifierSays('a token for AWS STS', false, 'the audience', (world) => mintToken(world, 'sts.amazonaws.com')),
    verifierSays("one token's signature under another's claims", false, 'the signature', forged),
  ];
}

interface TokenVolume {
  projected?: { sources?: { serviceAccountToken?: { audience?: string } }[] };
}

/** The pod has a file with a token for STS, whoever put the volume there. */
export function tokenFileIsForSts(): Check {
  return check({
    must: 'tokens/app has a token file for sts.amazonaws.com',
    expected: 'a projected service account token with that audience',
    next: 'kubectl apply -f labs/02-service-account-tokens/app.yaml',
    async observe(world) {
      const pod = await appOf(world).newestPod();
      if (!pod) return NO_POD;
      const { volumes = [] } = pod.spec as { volumes?: TokenVolume[] };
      const sources = volumes.flatMap(({ projected }) => projected?.sources ?? []);
      // Every pod has one without an audience, for the API server.
      const audiences = sources.flatMap(({ serviceAccountToken }) => serviceAccountToken?.audience ?? []);
      return { ok: audiences.includes('sts.amazonaws.com'), seen: `audiences: ${audiences.join(', ') || 'none'}` };
    },
  });
}

/** The claims name the pod that bears the token: with the pod it ends. */
export function tokenNamesItsPod(): Check {
  return check({
    must: 'the token in the pod is bound to the pod',
    expected: "the pod's name and uid among the claims",
    next: 'kubectl -n tokens rollout restart deployment/app, and look at the app again.',
    async observe(world) {
      const pod = await appOf(world).newestPod();
      const answer = await appOf(world).ask('identity');
      if (answer.kind === 'no-pod' || !pod) return NO_POD;
      if (answer.kind === 'refused') return { ok: false, seen: `${answer.code}: ${answer.message}` };
      const claims = answer.body.claims as { 'kubernetes.io'?: { pod?: { name?: string } } } | undefined;
      const name = claims?.['kubernetes.io']?.pod?.name;
      return { ok: name === pod.metadata.name, seen: `pod ${name ?? 'none'} in the claims of ${pod.metadata.name}` };
    },
  });
}

const appOf = (world: World) => world.app(world.names.CLUSTER_A, 'tokens', 'app');

const NO_POD: Observation = { ok: false, seen: 'no ready pod of tokens/app', settling: true };
