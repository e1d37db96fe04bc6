import type { State } from '../state/state.ts';
import { accessEntryKeys } from './access-entry-keys.ts';
import { type EksArn, parseEksArn } from './arns.ts';
import {
  accessEntries,
  addons,
  associations,
  type ClusterName,
  clusters,
  fargateProfiles,
  identityProviders,
  nodegroups,
  type Place,
} from './tables.ts';

type Tags = Record<string, string>;

export interface Tagged {
  tags: Tags;
  /** Condition keys of its own. */
  keys?: Record<string, string | string[]>;
  write(tags: Tags): void;
}

/** What an ARN names; undefined if there is no such thing in the account and Region. */
export function findTagged({ state, ...place }: Place & { state: State }, arn: string): Tagged | undefined {
  const parsed = parseEksArn(arn);
  if (parsed?.account !== place.account || parsed.region !== place.region) return undefined;
  const [name = ''] = parsed.path;
  return FINDERS.get(parsed.kind)?.(state, { ...parsed, name, arn });
}

type Named = EksArn & ClusterName & { arn: string };

/** By the resource types of EKS's ARNs, which all but the cluster's begin with its name. */
const FINDERS = new Map<string, (state: State, named: Named) => Tagged | undefined>([
  ['cluster', (state, named) => taggedRow(clusters(state, named), named.name)],
  ['addon', (state, named) => taggedRow(addons(state, named), named.path[1])],
  ['nodegroup', (state, named) => taggedRow(nodegroups(state, named), named.path[1])],
  ['fargateprofile', (state, named) => taggedRow(fargateProfiles(state, named), named.path[1])],
  // `<cluster>/oidc/<name>/<uuid>`: there is no other type.
  ['identityproviderconfig', (state, named) => taggedRow(identityProviders(state, named), named.path[2])],
  ['podidentityassociation', (state, named) => taggedRow(associations(state, named), named.path[1])],
  ['access-entry', findAccessEntry],
]);

/** By the whole ARN: it lacks the path of the principal, by which entries are kept. facts C.6 */
function findAccessEntry(state: State, named: Named): Tagged | undefined {
  const table = accessEntries(state, named);
  const row = [...table.values()].find(({ arn }) => arn === named.arn);
  if (!row) return undefined;
  const { cluster: clusterName, principalArn } = row;
  const tagged = taggedRow(table, principalArn);
  return tagged && { ...tagged, keys: accessEntryKeys({ clusterName, principalArn }, row) };
}

function taggedRow<Row extends { tags: Tags }>(
  table: { get(key: string): Row | undefined; put(key: string, row: Row): void },
  key = '',
): Tagged | undefined {
  const row = table.get(key);
  return row && { tags: row.tags, write: (tags) => table.put(key, { ...row, tags }) };
}
