/** The learner's account: the administrator of `lab:env` is its user `workshop`. */
export const LEARNER_ACCOUNT = '111122223333';
/** Another company's account, for what crosses accounts. */
export const PARTNER_ACCOUNT = '444455556666';
export const REGION = 'us-west-2';
export const CLUSTER_NAMES = ['workshop-a', 'workshop-b'] as const;

/**
 * What the local cloud calls a cluster wherever clusters of all accounts and Regions meet: kubeconfig, ports, objects.
 * Its name, if it is in the learner's account and Region. No two are the same, since a cluster's name has no full stop.
 */
export function clusterKey({ name, account, region }: { name: string; account: string; region: string }): string {
  return account === LEARNER_ACCOUNT && region === REGION ? name : `${name}.${account}.${region}`;
}
