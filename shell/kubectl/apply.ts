import { annotated, applyPatch } from './apply-patch.ts';
import type { KubeClient, KubeObject } from './client.ts';
import type { Subcommand } from './command-types.ts';
import { type Flags, flag, isSet } from './flags.ts';
import { isNotFound, KubectlError, ServerError } from './kubectl-error.ts';
import { type Manifest, readManifests } from './manifests.ts';
import { printObjects } from './print-object.ts';
import { pathOf, resourceOf, shownName } from './resources.ts';

/** `kubectl apply -f`: makes what is not there, patches what differs. */
export const apply: Subcommand = async ({ client, flags, context }) => {
  const manifests = await readManifests(flags.values.get('filename') ?? [], context);
  const output = flag(flags, 'output');
  let text = '';
  const failures: string[] = [];
  for (const manifest of manifests) {
    try {
      const { object, verb } = await applyOne(manifest, client, flags);
      text += output
        ? await printObjects(output, [object], true)
        : `${shownName(resourceOf(object), object.metadata.name)} ${verb}\n`;
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      failures.push(describeFailure(error, manifest, 'applying'));
    }
  }
  return { stdout: text, stderr: failures.map((line) => `${line}\n`).join(''), exitCode: failures.length ? 1 : 0 };
};

async function applyOne(
  { object }: Manifest,
  client: KubeClient,
  flags: Flags,
): Promise<{ object: KubeObject; verb: string }> {
  const resource = resourceOf(object);
  const namespace = namespaceOf(object, client, flags);
  const dry = isSet(flags, 'dry-run') ? ` (${flag(flags, 'dry-run')} dry run)` : '';
  const query = flag(flags, 'dry-run') === 'server' ? { dryRun: 'All' } : undefined;
  if (isSet(flags, 'server-side')) return serverSide(object, client, namespace);
  const live = await findLive(client, pathOf(resource, namespace, object.metadata.name));
  if (!live) {
    const body = annotated(inNamespace(object, resource.namespaced ? namespace : undefined));
    const send = dry.includes('client')
      ? body
      : await client.json(pathOf(resource, namespace), { method: 'POST', body, query });
    return { object: { ...body, ...send }, verb: `created${dry}` };
  }
  const body = applyPatch(inNamespace(object, resource.namespaced ? namespace : undefined), live);
  if (!body || dry.includes('client'))
    return { object: { ...object, ...live }, verb: (body ? 'configured' : 'unchanged') + dry };
  const patch = { method: 'PATCH', body, contentType: 'application/merge-patch+json', query };
  return {
    object: { ...object, ...(await client.json(pathOf(resource, namespace, object.metadata.name), patch)) },
    verb: `configured${dry}`,
  };
}

async function serverSide(object: KubeObject, client: KubeClient, namespace: string) {
  const path = pathOf(resourceOf(object), namespace, object.metadata.name);
  const query = { fieldManager: 'kubectl', force: 'true' };
  const applied = await client.json(path, {
    method: 'PATCH',
    body: object,
    contentType: 'application/apply-patch+yaml',
    query,
  });
  return { object: { ...object, ...applied }, verb: 'serverside-applied' };
}

async function findLive(client: KubeClient, path: string): Promise<KubeObject | undefined> {
  try {
    return await client.json(path);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The object's own namespace, which must be the one that `-n` names, if any. */
export function namespaceOf(object: KubeObject, client: KubeClient, flags: Flags): string {
  const { namespace } = object.metadata;
  const asked = flag(flags, 'namespace');
  if (namespace && asked && namespace !== asked) {
    throw new KubectlError(
      `error: the namespace from the provided object "${namespace}" does not match the namespace "${asked}". You must pass '--namespace=${namespace}' to perform this operation.`,
    );
  }
  return namespace ?? client.namespace;
}

export function inNamespace(object: KubeObject, namespace: string | undefined): KubeObject {
  return namespace ? { ...object, metadata: { ...object.metadata, namespace } } : object;
}

/** `Error from server (Forbidden): error when creating "x.yaml": …`. */
export function describeFailure(
  error: KubectlError,
  { source }: Manifest,
  doing: 'applying' | 'creating' | 'deleting',
): string {
  if (!(error instanceof ServerError) || error.status.reason === 'Invalid' || !error.status.reason)
    return error.message;
  const verb = doing === 'applying' && error.status.reason !== 'Conflict' ? 'creating' : doing;
  return `Error from server (${error.status.reason}): error when ${verb} "${source}": ${error.status.message}`;
}
