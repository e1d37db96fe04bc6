import { seedClusters } from './eks/seed.ts';
import { CLUSTER_ROLE_NAME, type KeyPair, NODE_ROLE_NAME, seedAccount } from './iam/seed.ts';
import { createIssuer } from './oidc/issuer.ts';
import { CLUSTER_NAMES, LEARNER_ACCOUNT, PARTNER_ACCOUNT, REGION } from './place.ts';
import { BASE64, type Clock, type Ids } from './runtime-services.ts';
import type { State } from './state/state.ts';

const LEARNER_USER = 'workshop';

/** The keys to the local cloud, made at its first start. */
export interface Credentials {
  learner: KeyPair;
  partner: KeyPair;
  /** Bearer token of the clusters' administrator. */
  kubernetesToken: string;
}

/** Puts in place what the local cloud has from the start, as far as it is missing: accounts, keys, clusters, issuers. */
export async function seed(state: State, { clock, ids }: { clock: Clock; ids: Ids }): Promise<Credentials> {
  const account = { clock, ids };
  const learner = seedAccount(state, { ...account, account: LEARNER_ACCOUNT, adminUser: LEARNER_USER });
  const partner = seedAccount(state, { ...account, account: PARTNER_ACCOUNT, adminUser: 'partner' });
  const place = { account: LEARNER_ACCOUNT, region: REGION };
  const clusters = seedClusters(state, {
    ...place,
    names: CLUSTER_NAMES,
    clusterRole: CLUSTER_ROLE_NAME,
    nodeRole: NODE_ROLE_NAME,
    creatorArn: `arn:aws:iam::${LEARNER_ACCOUNT}:user/${LEARNER_USER}`,
    ids,
    now: clock.now(),
  });
  await Promise.all(clusters.map((cluster) => createIssuer(state, cluster.issuer)));
  return { learner, partner, kubernetesToken: kubernetesToken(state, ids) };
}

function kubernetesToken(state: State, ids: Ids): string {
  const secrets = state.table<string>('cloud/secrets');
  const known = secrets.get('kubernetes-token');
  if (known) return known;
  const made = ids.chars(48, BASE64.slice(0, 62));
  secrets.put('kubernetes-token', made);
  return made;
}
