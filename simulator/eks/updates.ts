import type {
  DescribeUpdateRequest,
  DescribeUpdateResponse,
  ListUpdatesRequest,
  ListUpdatesResponse,
  Update,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { addonAccess } from './addon-rows.ts';
import { clusterAccess, getCluster } from './clusters.ts';
import { writeLogs } from './control-plane-logs.ts';
import { nodegroupAccess } from './nodegroups.ts';
import { page } from './page.ts';
import { type Cluster, clusters, type UpdateRow, updates } from './tables.ts';
import { WORK_MS, working } from './transition.ts';

export type NewUpdate = Pick<UpdateRow, 'type' | 'params' | 'nodegroupName' | 'addonName'>;

/** Notes a change that has just begun; answers it as the Update operations do. */
export function beginUpdate(cluster: Cluster, change: NewUpdate, { state, ids, now }: CallContext): Update {
  const row = { ...change, id: ids.uuid(), createdAtMs: now, doneAtMs: now + WORK_MS };
  updates(state, cluster).put(row.id, row);
  return updateOutput(row, now);
}

/** Changes a cluster, which is UPDATING until the update is done. */
export function updateCluster(cluster: Cluster, fields: Partial<Cluster>, change: NewUpdate, context: CallContext) {
  const transition = working('UPDATING' as const, context.now);
  const changed = { ...cluster, ...fields, transition };
  clusters(context.state, context).put(cluster.name, changed);
  writeLogs(context.state, changed, context.now);
  return beginUpdate(cluster, change, context);
}

export const describeUpdate = operation<DescribeUpdateRequest, DescribeUpdateResponse>({
  access: (input, context) => updateAccess('eks:DescribeUpdate', input, context),
  run({ name, updateId, nodegroupName, addonName }, { state, now, ...context }) {
    const cluster = getCluster(state, context, name);
    const row = updates(state, cluster).get(updateId ?? '');
    if (row && row.nodegroupName === nodegroupName && row.addonName === addonName) {
      return { update: updateOutput(row, now) };
    }
    // Assumed; not confirmed against AWS.
    const message = `No update found for ID: ${updateId}`;
    throw new AwsError('ResourceNotFoundException', 404, message, { clusterName: name, nodegroupName, addonName });
  },
});

/** A cluster's own updates, or with a name those of one node group or add-on; newest first. */
export const listUpdates = operation<ListUpdatesRequest, ListUpdatesResponse>({
  access: (input, context) => updateAccess('eks:ListUpdates', input, context),
  run({ name, nodegroupName, addonName, maxResults, nextToken }, { state, ...context }) {
    const cluster = getCluster(state, context, name);
    const wanted = [...updates(state, cluster).values()]
      .filter((row) => row.nodegroupName === nodegroupName && row.addonName === addonName)
      .reverse();
    const { items, ...rest } = page(wanted, maxResults, nextToken);
    return { updateIds: items.map((row) => row.id), ...rest };
  },
});

/** On the cluster, and on the part of it that is named. Service authorization reference of EKS. */
function updateAccess(action: string, { name, nodegroupName, addonName }: ListUpdatesRequest, context: CallContext) {
  return [
    clusterAccess(action, name, context),
    ...(nodegroupName ? [nodegroupAccess(action, { clusterName: name, nodegroupName }, context)] : []),
    ...(addonName ? [addonAccess(action, { clusterName: name, addonName }, context)] : []),
  ];
}

const updateOutput = ({ id, type, params, createdAtMs, doneAtMs }: UpdateRow, now: number): Update => ({
  id,
  status: now < doneAtMs ? 'InProgress' : 'Successful',
  type,
  params,
  createdAt: new Date(createdAtMs),
  errors: [],
});
