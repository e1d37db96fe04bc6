import { describeFailure, inNamespace, namespaceOf } from './apply.ts';
import type { KubeObject } from './client.ts';
import { done, type Invocation, type Subcommand } from './command-types.ts';
import { configMapOf } from './create-config-map.ts';
import { flag, isSet } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { readManifests } from './manifests.ts';
import { printObjects } from './print-object.ts';
import { pathOf, resourceNamed, resourceOf, shownName } from './resources.ts';

type Build = (name: string, invocation: Invocation) => KubeObject | Promise<KubeObject>;

const BUILDERS: Record<string, Build> = {
  namespace: (name) => object('v1', 'Namespace', name),
  serviceaccount: (name) => object('v1', 'ServiceAccount', name),
  configmap: configMapOf,
  deployment: (name, { flags }) =>
    deploymentOf(name, flag(flags, 'image') ?? '', Number(flag(flags, 'replicas') ?? 1), flags.rest),
};
const ALIASES: Record<string, string> = {
  ns: 'namespace',
  sa: 'serviceaccount',
  cm: 'configmap',
  deploy: 'deployment',
};

/** `kubectl create -f …`, `create namespace|serviceaccount|configmap|deployment NAME`, `create token SERVICEACCOUNT`. */
export const create: Subcommand = async (invocation) => {
  const { flags, client } = invocation;
  const raw = flag(flags, 'raw');
  if (flags.values.has('filename')) return raw ? postRaw(invocation, raw) : createFromFiles(invocation);
  const [type = '', name] = flags.positional;
  if (type === 'token') return createToken(invocation, name);
  const build = BUILDERS[ALIASES[type] ?? type];
  if (!build) {
    throw new KubectlError(
      `error: unknown command "create ${type}": this shell has create -f, token, ${Object.keys(BUILDERS).join(', ')}`,
    );
  }
  if (!name)
    throw new KubectlError(
      `error: exactly one NAME is required, got 0\nSee 'kubectl create ${type} -h' for help and examples`,
    );
  const built = await build(name, invocation);
  const namespaced = resourceOf(built).namespaced && flags.values.has('namespace') ? client.namespace : undefined;
  return createOne(invocation, inNamespace(built, namespaced));
};

/** Sends one object, or with --dry-run=client only prints it. */
export async function createOne({ client, flags }: Invocation, built: KubeObject) {
  const resource = resourceOf(built);
  const output = flag(flags, 'output');
  const dry = flag(flags, 'dry-run');
  let made = built;
  if (dry !== 'client') {
    const path = pathOf(resource, built.metadata.namespace ?? client.namespace);
    made = {
      ...built,
      ...(await client.json(path, { method: 'POST', body: built, query: dry ? { dryRun: 'All' } : {} })),
    };
  }
  if (output) return done(await printObjects(output, [made], true));
  return done(`${shownName(resource, made.metadata.name)} created${dry ? ` (${dry} dry run)` : ''}\n`);
}

async function createFromFiles({ client, flags, context }: Invocation) {
  let stdout = '';
  const failures: string[] = [];
  for (const manifest of await readManifests(flags.values.get('filename') ?? [], context)) {
    const resource = resourceOf(manifest.object);
    try {
      const body = inNamespace(
        manifest.object,
        resource.namespaced ? namespaceOf(manifest.object, client, flags) : undefined,
      );
      const made = await client.json(pathOf(resource, body.metadata.namespace), { method: 'POST', body });
      const output = flag(flags, 'output');
      stdout += output
        ? await printObjects(output, [{ ...body, ...made }], true)
        : `${shownName(resource, made.metadata.name)} created\n`;
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      failures.push(describeFailure(error, manifest, 'creating'));
    }
  }
  return { stdout, stderr: failures.map((line) => `${line}\n`).join(''), exitCode: failures.length ? 1 : 0 };
}

async function postRaw({ client, flags, context }: Invocation, path: string) {
  const [manifest] = await readManifests(flags.values.get('filename') ?? [], context);
  return done(await client.text(path, { method: 'POST', body: manifest?.object }));
}

/** Durations: Go's `10m`, `1h`, `3600s`. */
async function createToken({ client, flags }: Invocation, name: string | undefined) {
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

/** `1h30m` in seconds. */
export function seconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|m|s|ms)/g)];
  if (!parts.length && duration !== '0')
    throw new KubectlError(`error: invalid argument "${duration}" for duration: time: missing unit in duration`);
  return parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * ({ h: 3600, m: 60, s: 1, ms: 0.001 }[unit ?? 's'] ?? 1),
    0,
  );
}

export function object(apiVersion: string, kind: string, name: string, rest: object = {}): KubeObject {
  return { apiVersion, kind, metadata: { name, creationTimestamp: null }, ...rest };
}

function deploymentOf(name: string, image: string, replicas: number, command: string[]): KubeObject {
  if (!image) throw new KubectlError('error: required flag(s) "image" not set');
  const labels = { app: name };
  const container = {
    image,
    name: image.replace(/^.*\//, '').replace(/[:@].*$/, ''),
    ...(command.length && { command }),
  };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const built = object('apps/v1', 'Deployment', name, {
    spec: { replicas, selector: { matchLabels: labels }, template },
  });
  return { ...built, metadata: { ...built.metadata, labels } };
}

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
