import type {
  UpdateNodegroupConfigRequest,
  UpdateNodegroupConfigResponse,
  UpdateNodegroupVersionRequest,
  UpdateNodegroupVersionResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { requireVersions } from './nodegroup-rules.ts';
import { getSettledNodegroup, nodegroupAccess } from './nodegroups.ts';
import { type Cluster, type NodegroupRow, nodegroups } from './tables.ts';
import { working } from './transition.ts';
import { beginUpdate, type NewUpdate } from './updates.ts';

export const updateNodegroupConfig = operation<UpdateNodegroupConfigRequest, UpdateNodegroupConfigResponse>({
  limits: 'At once. Labels and taints that are taken away stay on nodes that are there.',
  access: (input, context) => [nodegroupAccess('eks:UpdateNodegroupConfig', input, context)],
  run(input, context) {
    const { cluster, row } = getSettledNodegroup(input, context);
    const { labels, taints, scalingConfig, updateConfig, nodeRepairConfig } = input;
    const after: NodegroupRow = {
      ...row,
      labels: changedLabels(row, labels),
      taints: changedTaints(row, taints),
      scaling: { ...row.scaling, ...scalingConfig },
      settings: {
        ...row.settings,
        updateConfig: updateConfig ?? row.settings.updateConfig,
        nodeRepairConfig: nodeRepairConfig ?? row.settings.nodeRepairConfig,
      },
    };
    requireScaling(after);
    return { update: change(cluster, after, { type: 'ConfigUpdate', params: paramsOf(input) }, context) };
  },
});

/** To the cluster's version, or the one given, which may not be newer than the cluster's. */
export const updateNodegroupVersion = operation<UpdateNodegroupVersionRequest, UpdateNodegroupVersionResponse>({
  limits: 'Changes the row only; `force` has no effect.',
  access: (input, context) => [nodegroupAccess('eks:UpdateNodegroupVersion', input, context)],
  run(input, context) {
    const { cluster, row } = getSettledNodegroup(input, context);
    const { version = cluster.version, releaseVersion } = input;
    requireVersions({ version, releaseVersion }, cluster, row.name);
    const launchTemplate = input.launchTemplate ?? row.settings.launchTemplate;
    const after = { ...row, version, releaseVersion, settings: { ...row.settings, launchTemplate } };
    const params = [{ type: 'Version' as const, value: version }];
    return { update: change(cluster, after, { type: 'VersionUpdate', params }, context) };
  },
});

function change(cluster: Cluster, after: NodegroupRow, update: NewUpdate, context: CallContext) {
  const { state, now } = context;
  const transition = working('UPDATING' as const, now);
  nodegroups(state, cluster).put(after.name, { ...after, transition, modifiedAtMs: now });
  context.cloud.clusterChanged(cluster.arn);
  return beginUpdate(cluster, { ...update, nodegroupName: after.name }, context);
}

function changedLabels({ labels }: NodegroupRow, given: UpdateNodegroupConfigRequest['labels']) {
  const all = { ...labels, ...given?.addOrUpdateLabels };
  return Object.fromEntries(Object.entries(all).filter(([key]) => !given?.removeLabels?.includes(key)));
}

function changedTaints({ taints }: NodegroupRow, given: UpdateNodegroupConfigRequest['taints']) {
  const { addOrUpdateTaints: added = [], removeTaints: removed = [] } = given ?? {};
  const named = [...added, ...removed];
  return [
    ...taints.filter((one) => !named.some(({ key, effect }) => key === one.key && effect === one.effect)),
    ...added,
  ];
}

function requireScaling({ scaling: { minSize, maxSize, desiredSize }, name, cluster }: NodegroupRow): void {
  const refuse = (message: string) =>
    new AwsError('InvalidParameterException', 400, message, { clusterName: cluster, nodegroupName: name });
  // Text of the second: terraform-aws-modules/terraform-aws-eks#3306; the others in its likeness.
  if (minSize > maxSize) throw refuse(`Minimum capacity ${minSize} can't be greater than maximum size ${maxSize}`);
  if (minSize > desiredSize)
    throw refuse(`Minimum capacity ${minSize} can't be greater than desired size ${desiredSize}`);
  if (desiredSize > maxSize)
    throw refuse(`Desired capacity ${desiredSize} can't be greater than maximum size ${maxSize}`);
}

function paramsOf({ scalingConfig, labels, taints, updateConfig }: UpdateNodegroupConfigRequest): NewUpdate['params'] {
  return [
    { type: 'MinSize' as const, value: scalingConfig?.minSize },
    { type: 'MaxSize' as const, value: scalingConfig?.maxSize },
    { type: 'DesiredSize' as const, value: scalingConfig?.desiredSize },
    { type: 'LabelsToAdd' as const, value: labels?.addOrUpdateLabels },
    { type: 'LabelsToRemove' as const, value: labels?.removeLabels },
    { type: 'TaintsToAdd' as const, value: taints?.addOrUpdateTaints },
    { type: 'TaintsToRemove' as const, value: taints?.removeTaints },
    { type: 'MaxUnavailable' as const, value: updateConfig?.maxUnavailable },
  ].flatMap(({ type, value }) => {
    if (value === undefined) return [];
    return { type, value: typeof value === 'number' ? String(value) : JSON.stringify(value) };
  });
}
