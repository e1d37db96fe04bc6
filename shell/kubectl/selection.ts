import type { KubeClient, KubeObject } from './client.ts';
import { type Flags, flag, isSet } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { pathOf, type Resource, resourceNamed, resourcesNamed } from './resources.ts';

/** What a command's arguments point at: one object, or all of a kind that match. */
export interface Selected {
  resource: Resource;
  /** Absent: a collection. */
  name?: string;
  /** One of `all`: a server that does not have the kind is no error. */
  optional?: boolean;
}

/** Reads `TYPE NAME…`, `TYPE/NAME…` and `TYPE`. */
export function selectionOf(positional: string[]): Selected[] {
  if (!positional.length) {
    throw new KubectlError('error: You must specify the type of resource to get, such as: kubectl get pods');
  }
  if (positional.some((one) => one.includes('/'))) return positional.map(slashed);
  const [types = '', ...names] = positional;
  return resourcesNamed(types).flatMap((resource): Selected[] =>
    names.length ? names.map((name) => ({ resource, name })) : [{ resource, optional: types === 'all' }],
  );
}

function slashed(argument: string): Selected {
  const [type, name] = argument.split('/');
  if (!type || !name) {
    throw new KubectlError(
      "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  return { resource: resourceNamed(type), name };
}

/** Exactly one object: `TYPE NAME` or `TYPE/NAME`. */
export function singleOf(positional: string[], usual?: string): { resource: Resource; name: string } {
  const named = positional.length === 1 && usual && !positional[0]?.includes('/') ? [usual, ...positional] : positional;
  const [selected] = selectionOf(named);
  if (!selected?.name) throw new KubectlError('error: resource(s) were provided, but no name was specified');
  return { resource: selected.resource, name: selected.name };
}

/** The path of what is selected, in the command's namespace. */
export function selectedPath({ resource, name }: Selected, client: KubeClient, flags: Flags): string {
  return pathOf(resource, isSet(flags, 'all-namespaces') ? undefined : client.namespace, name);
}

export function listQuery(flags: Flags) {
  return { labelSelector: flag(flags, 'selector'), fieldSelector: flag(flags, 'field-selector') };
}

/** The objects themselves; collections are listed. */
export async function fetchSelected(selected: Selected, client: KubeClient, flags: Flags): Promise<KubeObject[]> {
  const path = selectedPath(selected, client, flags);
  if (selected.name) return [await client.json(path)];
  const list = await client.json<{ items: KubeObject[] }>(path, { query: listQuery(flags) });
  const { group, version, kind } = selected.resource;
  const apiVersion = group ? `${group}/${version}` : version;
  return list.items.map((item) => ({ ...item, apiVersion, kind }));
}
