import { inNamespace } from './apply.ts';
import type { KubeObject } from './client.ts';
import type { Subcommand } from './command-types.ts';
import { createOne, object } from './create.ts';
import { flag, isSet } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';

/** `kubectl run NAME --image=… [--restart=Never] [-- args]`: one pod. */
export const run: Subcommand = async (invocation) => {
  const { flags, client } = invocation;
  const [name = ''] = flags.positional;
  const image = flag(flags, 'image');
  if (!name || !image) throw new KubectlError('error: required flag(s) "image" not set');
  const words = flags.rest.length ? { [isSet(flags, 'command') ? 'command' : 'args']: flags.rest } : {};
  const env = (flags.values.get('env') ?? []).map((pair) => ({
    name: pair.split('=')[0],
    value: pair.split(/=(.*)/s)[1],
  }));
  const container = { name, image, resources: {}, ...words, ...(env.length && { env }) };
  const spec = {
    containers: [container],
    restartPolicy: flag(flags, 'restart') ?? 'Always',
    dnsPolicy: 'ClusterFirst',
  };
  const pod = merged(object('v1', 'Pod', name, { spec }), JSON.parse(flag(flags, 'overrides') ?? '{}'));
  pod.metadata = { ...pod.metadata, labels: { run: name, ...pod.metadata.labels } };
  return createOne(invocation, inNamespace(pod, flags.values.has('namespace') ? client.namespace : undefined));
};

/** `--overrides` is a JSON merge patch. */
function merged(base: KubeObject, patch: Record<string, unknown>): KubeObject {
  const merge = (one: unknown, other: unknown): unknown => {
    if (typeof other !== 'object' || other === null || Array.isArray(other)) return other;
    const into = typeof one === 'object' && one !== null ? one : {};
    return {
      ...into,
      ...Object.fromEntries(Object.entries(other).map(([key, value]) => [key, merge(Reflect.get(into, key), value)])),
    };
  };
  return merge(base, patch) as KubeObject;
}
