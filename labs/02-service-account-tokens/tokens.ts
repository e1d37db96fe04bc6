import type { World } from '../kit/world.ts';

const ACCOUNTS = '/api/v1/namespaces/tokens/serviceaccounts';

/** A token of a service account of the namespace tokens, for ten minutes. Throws what the API server answered instead. */
export async function mintToken(world: World, audience: string, account = 'app'): Promise<string> {
  const spec = { audiences: [audience], expirationSeconds: 600 };
  const path = `${ACCOUNTS}/${account}/token`;
  const { status, body } = await api(world).ask(path, question('TokenRequest', spec));
  if (status !== 201) throw new Error(`no token for tokens/${account}: ${messageOf(body)}`);
  return (JSON.parse(body) as { status: { token: string } }).status.token;
}

interface Review {
  authenticated?: boolean;
  user?: { username?: string };
  error?: string;
}

/** What the API server says of a token for an audience; without one, for itself. */
export async function reviewToken(world: World, token: string, audience?: string): Promise<Review> {
  const spec = { token, ...(audience && { audiences: [audience] }) };
  const path = '/apis/authentication.k8s.io/v1/tokenreviews';
  const { body } = await api(world).ask(path, question('TokenReview', spec));
  return (JSON.parse(body) as { status: Review }).status;
}

/** What the verifier's pod says of a token. Throws if there is no such pod, or it does not answer. */
export async function introspect(world: World, token: string): Promise<{ active: boolean; reason?: string }> {
  const pod = await world.app(world.names.CLUSTER_A, 'tokens', 'verifier').newestPod();
  if (!pod) throw new Error('no pod with label app=verifier in namespace tokens');
  const path = `/api/v1/namespaces/tokens/pods/${pod.metadata.name}:8080/proxy/introspect`;
  const { status, body } = await api(world).ask(path, new URLSearchParams({ token }));
  if (status !== 200) throw new Error(`the verifier answered ${status}: ${messageOf(body)}`);
  return JSON.parse(body) as { active: boolean; reason?: string };
}

/** The signature of one token under the claims of another. */
export function forge(signed: string, claimed: string): string {
  const [header, , signature] = signed.split('.');
  return [header, claimed.split('.')[1], signature].join('.');
}

const api = (world: World) => world.kube(world.names.CLUSTER_A);

const question = (kind: string, spec: object) => ({ apiVersion: 'authentication.k8s.io/v1', kind, spec });

function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body;
  } catch {
    return body.slice(0, 300);
  }
}
