import type { CreateNodegroupRequest, Nodegroup } from '@aws-sdk/client-eks';
import { nameInArn } from '../name-in-arn.ts';
import type { Ids } from '../runtime-services.ts';
import { eksArn } from './arns.ts';
import type { Cluster, NodegroupRow } from './tables.ts';
import { statusOf } from './transition.ts';

/** The row of a new node group, with EKS's defaults for what is not given, ACTIVE. */
export function newNodegroup(
  input: CreateNodegroupRequest,
  cluster: Cluster,
  { ids, now }: { ids: Ids; now: number },
): NodegroupRow {
  const name = input.nodegroupName ?? '';
  const { minSize = 1, maxSize = 2, desiredSize = 2 } = input.scalingConfig ?? {};
  const { subnets, amiType, capacityType, launchTemplate, remoteAccess, nodeRepairConfig } = input;
  return {
    name,
    cluster: cluster.name,
    arn: eksArn(cluster, `nodegroup/${cluster.name}/${name}/${ids.uuid()}`),
    version: input.version ?? cluster.version,
    releaseVersion: input.releaseVersion,
    nodeRoleArn: input.nodeRole ?? '',
    scaling: { minSize, maxSize, desiredSize },
    settings: {
      ...{ subnets, launchTemplate, remoteAccess, nodeRepairConfig },
      instanceTypes: input.instanceTypes ?? ['t3.medium'],
      amiType: amiType ?? 'AL2023_x86_64_STANDARD',
      capacityType: capacityType ?? 'ON_DEMAND',
      diskSize: input.diskSize ?? 20,
      updateConfig: input.updateConfig ?? { maxUnavailable: 1 },
    },
    labels: input.labels ?? {},
    taints: input.taints ?? [],
    clientRequestToken: input.clientRequestToken,
    createdAtMs: now,
    modifiedAtMs: now,
    tags: input.tags ?? {},
  };
}

/** A node group as Create, Describe and Delete answer it. */
export function nodegroupOutput(row: NodegroupRow, now: number): Nodegroup {
  return {
    nodegroupName: row.name,
    nodegroupArn: row.arn,
    clusterName: row.cluster,
    version: row.version,
    releaseVersion: row.releaseVersion ?? `${row.version}.0-20251112`,
    createdAt: new Date(row.createdAtMs),
    modifiedAt: new Date(row.modifiedAtMs),
    status: statusOf(row, now),
    scalingConfig: row.scaling,
    ...row.settings,
    nodeRole: row.nodeRoleArn,
    labels: row.labels,
    taints: row.taints,
    resources: { autoScalingGroups: [{ name: `eks-${row.name}-${nameInArn(row.arn)}` }] },
    health: { issues: [] },
    tags: row.tags,
  };
}
