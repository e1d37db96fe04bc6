/** The node group that the workshop's clusters have at first. */
export const WORKSHOP_GROUP = {
  name: 'workshop',
  desiredSize: 1,
  instanceType: 'm5.large',
  capacityType: 'ON_DEMAND',
  labels: {},
  taints: [],
};
