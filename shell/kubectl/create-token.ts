import { done, type Invocation } from './command-types.ts';
import { seconds } from './duration.ts';
import { type Flags, flag } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { pathOf, resourceNamed } from './resources.ts';

/** `kubectl create token SERVICEACCOUNT [--audience …] [--duration 10m] [--bound-object-kind Pod …]`: the TokenRequest API. */
export async function createToken({ client, flags }: Invocation, name: string | undefined) {
  if (!name)
    throw new KubectlError(
      "error: exactly one NAME is required, got 0\nSee 'kubectl create token -h' for help and examples",
    );
  const duration = flag(flags, 'duration');
  const spec = {
    audiences: flags.values.get('audience'),
    expirationSeconds: duration && seconds(duration),
    boundObjectRef: boundObject(flags),
  };
  const path = `${pathOf(resourceNamed('serviceaccounts'), client.namespace, name)}/token`;
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: {}, spec };
  const { status } = await client.json<{ status: { token: string } }>(path, { method: 'POST', body });
  return done(`${status.token}\n`);
}

const BINDABLE = ['Node', 'Pod', 'Secret'];

/** What the token shall end with. Throws kubectl's errors for flags that do not fit together. */
function boundObject(flags: Flags) {
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((part) => flag(flags, `bound-object-${part}`));
  const refuse = (reason: string) => {
    throw new KubectlError(`error: ${reason}`);
  };
  if (!kind) {
    const stray = name ? 'name' : uid && 'uid';
    return stray && refuse(`--bound-object-${stray} can only be set if --bound-object-kind is provided`);
  }
  if (!BINDABLE.includes(kind)) refuse(`supported --bound-object-kind values are ${BINDABLE.join(', ')}`);
  if (!name) refuse('--bound-object-name is required if --bound-object-kind is provided');
  return { kind, apiVersion: 'v1', name, uid };
}
