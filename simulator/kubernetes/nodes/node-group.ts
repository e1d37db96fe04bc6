/** A managed node group, as far as its instances show in the cluster. */
export interface NodeGroup {
  name: string;
  /** How many nodes there shall be; 0 for one that is being deleted. */
  desiredSize: number;
  /** `m5.large` */
  instanceType: string;
  /** `ON_DEMAND`, `SPOT` */
  capacityType: string;
  /** In which its nodes are in turn: `us-west-2a`. Three of the Region if absent. */
  zones?: string[];
  /** `linux` if absent. */
  os?: 'linux' | 'windows';
  /** What its nodes are registered with, beside EKS's own. */
  labels: Record<string, string>;
  taints: { key: string; value?: string; effect: string }[];
}

export const NODEGROUP_LABEL = 'eks.amazonaws.com/nodegroup';
