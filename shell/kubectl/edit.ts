import type { KubeClient, KubeObject } from './client.ts';
import { done, type Invocation, type Subcommand } from './command-types.ts';
import { flag, isSet } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { printObjects } from './print-object.ts';
import { pathOf, type Resource, shownName } from './resources.ts';
import { fetchSelected, type Selected, selectionOf, singleOf } from './selection.ts';

const MERGE = 'application/merge-patch+json';

function patchObject(
  client: KubeClient,
  resource: Resource,
  { name, namespace }: { name: string; namespace?: string },
  body: unknown,
  contentType = MERGE,
) {
  return client.json(pathOf(resource, namespace ?? client.namespace, name), { method: 'PATCH', body, contentType });
}

export const annotate: Subcommand = (invocation) => editMap(invocation, 'annotations', 'annotation', 'annotated');
export const label: Subcommand = (invocation) => editMap(invocation, 'labels', 'label', 'labeled');

/** `KEY=VALUE` sets, `KEY-` removes; what has another value is left alone without `--overwrite`. */
async function editMap({ client, flags }: Invocation, field: 'annotations' | 'labels', word: string, verb: string) {
  // No object's name has an equals sign or ends with a dash.
  const changes = flags.positional.filter((one) => /=|-$/.test(one));
  const targets = flags.positional.filter((one) => !changes.includes(one));
  if (!changes.length) throw new KubectlError(`error: at least one ${word} update is required`);
  const values: Record<string, string | null> = {};
  for (const change of changes) {
    const [key = '', value] = change.split(/=(.*)/s);
    values[value === undefined ? key.replace(/-$/, '') : key] = value ?? null;
  }
  let stdout = '';
  for (const { resource, object } of await objectsAt(selectionOf(targets), { client, flags })) {
    refuseOverwrite(object.metadata[field] ?? {}, values, word, isSet(flags, 'overwrite'));
    const made = await patchObject(client, resource, object.metadata, { metadata: { [field]: values } });
    const changed = Object.entries(values).some(([key, value]) => (object.metadata[field]?.[key] ?? null) !== value);
    const removing = word === 'label' && Object.values(values).every((value) => value === null);
    stdout += `${shownName(resource, made.metadata.name)} ${changed || word !== 'label' ? (removing ? 'unlabeled' : verb) : 'not labeled'}\n`;
  }
  return done(stdout);
}

async function objectsAt(selection: Selected[], { client, flags }: Pick<Invocation, 'client' | 'flags'>) {
  const found: { resource: Resource; object: KubeObject }[] = [];
  for (const selected of selection) {
    if (!selected.name && !isSet(flags, 'all') && !flag(flags, 'selector')) {
      throw new KubectlError('error: resource(s) were provided, but no name was specified');
    }
    for (const object of await fetchSelected(selected, client, flags))
      found.push({ resource: selected.resource, object });
  }
  return found;
}

function refuseOverwrite(
  present: Record<string, string>,
  values: Record<string, string | null>,
  word: string,
  overwrite: boolean,
) {
  if (overwrite) return;
  const taken = Object.entries(values).filter(
    ([key, value]) => value !== null && present[key] !== undefined && present[key] !== value,
  );
  const [first] = taken;
  if (!first) return;
  if (word === 'label')
    throw new KubectlError(`error: '${first[0]}' already has a value (${present[first[0]]}), and --overwrite is false`);
  const which = taken.map(([key]) => `'${key}' already has a value (${present[key]})`).join('; ');
  throw new KubectlError(`error: --overwrite is false but found the following declared annotation(s): ${which}`);
}

const PATCH_TYPES: Record<string, string> = {
  strategic: 'application/strategic-merge-patch+json',
  merge: MERGE,
  json: 'application/json-patch+json',
};

/** `kubectl patch TYPE NAME -p … [--type strategic|merge|json]`; the patch may be YAML. */
export const patch: Subcommand = async ({ client, flags }) => {
  const { resource, name } = singleOf(flags.positional);
  const text = flag(flags, 'patch');
  if (text === undefined)
    throw new KubectlError('error: must specify --patch or --patch-file containing the contents of the patch');
  const { parse } = await import('../yaml.ts');
  const type = PATCH_TYPES[flag(flags, 'type') ?? 'strategic'];
  if (!type)
    throw new KubectlError(`error: --type must be one of [json merge strategic], not "${flag(flags, 'type')}"`);
  const before = await client.json(pathOf(resource, client.namespace, name));
  const made = await patchObject(client, resource, { name }, parse(text), type);
  const output = flag(flags, 'output');
  if (output) return done(await printObjects(output, [made], true));
  const changed = before.metadata.resourceVersion !== made.metadata.resourceVersion;
  return done(`${shownName(resource, name)} patched${changed ? '' : ' (no change)'}\n`);
};

/** `kubectl scale TYPE NAME --replicas=N`. */
export const scale: Subcommand = async ({ client, flags }) => {
  const { resource, name } = singleOf(flags.positional);
  const replicas = flag(flags, 'replicas');
  if (replicas === undefined) throw new KubectlError('error: required flag(s) "replicas" not set');
  await patchObject(client, resource, { name }, { spec: { replicas: Number(replicas) } });
  return done(`${shownName(resource, name)} scaled\n`);
};

/** `kubectl rollout restart`: a new annotation on the pod template makes a new ReplicaSet. */
export async function restart(
  { client, context }: Invocation,
  { resource, name }: { resource: Resource; name: string },
) {
  const restartedAt = new Date(context.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const annotations = { 'kubectl.kubernetes.io/restartedAt': restartedAt };
  await patchObject(client, resource, { name }, { spec: { template: { metadata: { annotations } } } });
  return done(`${shownName(resource, name)} restarted\n`);
}
