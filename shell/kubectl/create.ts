import { describeFailure, inNamespace, namespaceOf } from './apply.ts';
import type { KubeObject } from './client.ts';
import { done, type Invocation, type Subcommand } from './command-types.ts';
import { configMapOf } from './create-config-map.ts';
import { createToken } from './create-token.ts';
import { flag } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { readManifests } from './manifests.ts';
import { printObjects } from './print-object.ts';
import { pathOf, resourceOf, shownName } from './resources.ts';

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

async function createFromFiles(invocation: Invocation) {
  const { client, flags, context } = invocation;
  let stdout = '';
  const failures: string[] = [];
  for (const manifest of await readManifests(flags.values.get('filename') ?? [], context)) {
    const { object: given } = manifest;
    try {
      const namespace = resourceOf(given).namespaced ? namespaceOf(given, client, flags) : undefined;
      stdout += (await createOne(invocation, inNamespace(given, namespace))).stdout;
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
