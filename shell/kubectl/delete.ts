import { namespaceOf } from './apply.ts';
import type { KubeClient, KubeObject } from './client.ts';
import type { Invocation, Subcommand } from './command-types.ts';
import { seconds } from './duration.ts';
import { flag, isSet } from './flags.ts';
import { isNotFound, KubectlError } from './kubectl-error.ts';
import { readManifests } from './manifests.ts';
import { pathOf, type Resource, resourceOf, typeName } from './resources.ts';
import { fetchSelected, selectionOf } from './selection.ts';

interface Doomed {
  resource: Resource;
  name: string;
  path: string;
}

/** `kubectl delete` by name, by `-f`, by `-l` or `--all`; waits until the objects are gone unless `--wait=false`. */
export const remove: Subcommand = async (invocation) => {
  const { flags } = invocation;
  const doomed = flags.values.has('filename') ? await inFiles(invocation) : await selected(invocation);
  const result = { stdout: '', stderr: '', exitCode: 0 };
  const gone: { path: string; uid?: string }[] = [];
  for (const one of doomed) {
    try {
      gone.push({ path: one.path, uid: await removeOne(invocation, one.path) });
      result.stdout +=
        flag(flags, 'output') === 'name'
          ? `${typeName(one.resource)}/${one.name}\n`
          : `${typeName(one.resource)} "${one.name}" deleted\n`;
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      if (isNotFound(error) && isSet(flags, 'ignore-not-found')) continue;
      result.stderr += `${error.message}\n`;
      result.exitCode = 1;
    }
  }
  if (flag(flags, 'wait') !== 'false') for (const one of gone) await untilGone(invocation, one);
  if (!doomed.length) result.stdout = 'No resources found\n';
  return result;
};

async function inFiles({ flags, client, context }: Invocation): Promise<Doomed[]> {
  const manifests = await readManifests(flags.values.get('filename') ?? [], context);
  return manifests.map(({ object }) => {
    const resource = resourceOf(object);
    const { name } = object.metadata;
    return { resource, name, path: pathOf(resource, namespaceOf(object, client, flags), name) };
  });
}

async function selected({ flags, client }: Invocation): Promise<Doomed[]> {
  const doomed: Doomed[] = [];
  for (const { resource, name } of selectionOf(flags.positional)) {
    if (name === undefined && !isSet(flags, 'all') && !flag(flags, 'selector')) {
      throw new KubectlError('error: resource(s) were provided, but no name was specified');
    }
    const names = name
      ? [{ metadata: { name, namespace: client.namespace } }]
      : await fetchSelected({ resource }, client, flags);
    for (const { metadata } of names) {
      doomed.push({ resource, name: metadata.name, path: pathOf(resource, metadata.namespace, metadata.name) });
    }
  }
  return doomed;
}

/** Answers the uid of what is going, by which the wait tells it from a successor. */
async function removeOne({ client, flags }: Invocation, path: string): Promise<string | undefined> {
  const grace = flag(flags, 'grace-period') ?? (isSet(flags, 'now') ? '1' : undefined);
  const body = {
    propagationPolicy: { orphan: 'Orphan', foreground: 'Foreground' }[flag(flags, 'cascade') ?? ''] ?? 'Background',
    ...(grace !== undefined && { gracePeriodSeconds: Number(grace) }),
  };
  const before = await client.json<KubeObject>(path);
  await client.text(path, { method: 'DELETE', body });
  return before.metadata.uid;
}

const POLL_MS = 500;

async function untilGone({ client, context, flags }: Invocation, { path, uid }: { path: string; uid?: string }) {
  const timeout = flag(flags, 'timeout');
  const limitMs = timeout && timeout !== '0' ? seconds(timeout) * 1000 : 10 * 60_000;
  for (let waitedMs = 0; await exists(client, path, uid); waitedMs += POLL_MS) {
    if (waitedMs >= limitMs)
      throw new KubectlError(`error: timed out waiting for the condition on ${path.split('/').slice(-2).join('/')}`);
    await context.sleep(POLL_MS);
  }
}

async function exists(client: KubeClient, path: string, uid?: string): Promise<boolean> {
  try {
    return (await client.json(path)).metadata.uid === uid;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
