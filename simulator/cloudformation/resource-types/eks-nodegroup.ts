import type { DescribeNodegroupResponse } from '@aws-sdk/client-eks';
import { isRecord } from '../../../policy/parse/is-record.ts';
import { AwsError } from '../../aws-error.ts';
import { eksShape } from './eks-shape.ts';
import { count, type Given, type ResourceType, text, texts } from './resource-type.ts';

/** `AWS::EKS::Nodegroup`. `Ref` gives `<cluster>/<node group>`: aws/aws-cdk#22442. */
export const eksNodegroup: ResourceType = {
  properties: [
    'AmiType',
    'CapacityType',
    'ClusterName',
    'DiskSize',
    'InstanceTypes',
    'Labels',
    'NodegroupName',
    'NodeRole',
    'ReleaseVersion',
    'ScalingConfig',
    'Subnets',
    'Tags',
    'Version',
  ],
  attributes: ['Arn', 'ClusterName', 'Id', 'NodegroupName'],
  hasSystemTags: true,
  async create({ properties, tags, name, token, call }) {
    const { ClusterName, NodegroupName = name } = properties;
    await call('eks', 'CreateNodegroup', {
      clusterName: ClusterName,
      nodegroupName: NodegroupName,
      nodeRole: properties.NodeRole,
      subnets: texts(properties.Subnets),
      scalingConfig: scaling(properties),
      instanceTypes: properties.InstanceTypes && texts(properties.InstanceTypes),
      amiType: properties.AmiType,
      capacityType: properties.CapacityType,
      diskSize: count(properties.DiskSize),
      labels: properties.Labels,
      version: text(properties.Version),
      releaseVersion: text(properties.ReleaseVersion),
      tags,
      clientRequestToken: token,
    });
    return `${ClusterName}/${NodegroupName}`;
  },
  async settle(id, { call }) {
    const { nodegroup } = await call<DescribeNodegroupResponse>('eks', 'DescribeNodegroup', keyOf(id));
    if (nodegroup?.status === 'CREATE_FAILED') {
      throw new AwsError('NotStabilized', 400, `Nodegroup ${id} failed to stabilize`);
    }
    if (nodegroup?.status !== 'ACTIVE') return undefined;
    const { clusterName, nodegroupName } = keyOf(id);
    return { Arn: nodegroup.nodegroupArn ?? '', ClusterName: clusterName, Id: id, NodegroupName: nodegroupName };
  },
  remove: (id, { call }) => call('eks', 'DeleteNodegroup', keyOf(id)),
  async isLeaving(id, { call }) {
    const { nodegroup } = await call<DescribeNodegroupResponse>('eks', 'DescribeNodegroup', keyOf(id));
    return nodegroup?.status === 'DELETING';
  },
};

function keyOf(id: string) {
  const [clusterName = '', nodegroupName = ''] = id.split('/');
  return { clusterName, nodegroupName };
}

function scaling({ ScalingConfig: config }: Given['properties']) {
  if (!isRecord(config)) return undefined;
  return Object.fromEntries(Object.entries(eksShape(config)).map(([name, value]) => [name, count(value)]));
}
