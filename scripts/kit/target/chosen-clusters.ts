/** The clusters' names: from the command line, else from CLUSTER_A and CLUSTER_B, else the workshop's own. */
export function chosenClusters(options: Map<string, string>, env: Record<string, string | undefined>) {
  return {
    CLUSTER_A: options.get('cluster-a') ?? (env.CLUSTER_A || 'workshop-a'),
    CLUSTER_B: options.get('cluster-b') ?? (env.CLUSTER_B || 'workshop-b'),
  };
}
