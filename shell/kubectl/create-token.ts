import { done, type Invocation } from './command-types.ts';
import { seconds } from './duration.ts';
import { flag } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { pathOf, resourceNamed } from './resources.ts';

/** `kubectl create token SERVICEACCOUNT [--audience …] [--duration 10m]`: the TokenRequest API. */
export async function createToken({ client, flags }: Invocation, name: string | undefined) {
  if (!name)
    throw new KubectlError(
      "error: exactly one NAME is required, got 0\nSee 'kubectl create token -h' for help and examples",
    );
  const duration = flag(flags, 'duration');
  const spec = { audiences: flags.values.get('audience'), expirationSeconds: duration && seconds(duration) };
  const path = `${pathOf(resourceNamed('serviceaccounts'), client.namespace, name)}/token`;
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: {}, spec };
  const { status } = await client.json<{ status: { token: string } }>(path, { method: 'POST', body });
  return done(`${status.token}\n`);
}
