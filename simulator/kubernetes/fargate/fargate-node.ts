import { type NodeObject, nodeName, nodeStatus, osLabels, zoneLabels, zoneOf } from '../nodes/node-object.ts';
import { COMPUTE_TYPE } from './fargate-profile.ts';

/** A node as Fargate registers it for one pod; its address is the pod's. EKS user guide, "Simplify compute management with AWS Fargate" */
export function fargateNode({ slot, ip }: { slot: number; ip: string }, version: string, now: string): NodeObject {
  const name = `fargate-${nodeName(ip)}`;
  const labels = {
    ...osLabels('linux'),
    ...zoneLabels(zoneOf(slot)),
    [COMPUTE_TYPE]: 'fargate',
    'kubernetes.io/hostname': nodeName(ip),
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: '', resourceVersion: '', creationTimestamp: '', labels },
    spec: {
      providerID: `aws:///${zoneOf(slot)}/${name}`,
      taints: [{ key: COMPUTE_TYPE, value: 'fargate', effect: 'NoSchedule' }],
    },
    status: nodeStatus({ ip, name: nodeName(ip), instanceType: '', version, now }),
  };
}
