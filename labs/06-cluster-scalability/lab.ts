import { appIsSessionOf } from '../kit/app-checks.ts';
import { type Check, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustNamesNoCluster, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import { accountHoldsMore, accountIsFull, madeUpProviders } from './checks.ts';

const restart =
  'Was the pod made before the association? Restart it: kubectl -n many-clusters rollout restart deployment/app';

/** The same app on either cluster: the check's name says on which. */
function hasTheRole(cluster: 'CLUSTER_A' | 'CLUSTER_B'): Check {
  const app = { cluster, namespace: 'many-clusters', name: 'app' };
  const must = `many-clusters/app on $${cluster} has credentials by Pod Identity`;
  return { ...appIsSessionOf(app, (names) => names.MANY_ROLE, 'Pod Identity', restart), must };
}

export default lab({
  id: '06',
  page: '06-cluster-scalability',
  title: 'Cluster scalability',
  minutes: 15,
  steps: [
    step('fill', {
      title: 'Fill the account',
      localOnly: 'a full account is rude to all who share it; the commands only show how full it is.',
      checks: [accountIsFull()],
      hints: [
        'IAM counts the OIDC providers of the account, whichever cluster or Region they are for.',
        'The quota is L-858F3967 of the service iam; how many there are, list-open-id-connect-providers tells.',
        'Register the missing ones in a loop: aws iam create-open-id-connect-provider --url "https://$MANY_ISSUERS/<any>" --client-id-list sts.amazonaws.com --thumbprint-list <40 hex digits>',
      ],
    }),
    step('associate', {
      title: 'Two clusters, without a provider',
      checks: [
        trustsPodIdentity('MANY_ROLE'),
        trustNamesNoCluster('MANY_ROLE'),
        agentRuns('CLUSTER_A'),
        agentRuns('CLUSTER_B'),
        isAssociated('CLUSTER_A', 'many-clusters', 'app', 'MANY_ROLE'),
        isAssociated('CLUSTER_B', 'many-clusters', 'app', 'MANY_ROLE'),
        hasTheRole('CLUSTER_A'),
        hasTheRole('CLUSTER_B'),
      ],
      hints: [
        'Nothing of the step touches an OIDC provider: a role, the agent, an association.',
        'The agent and the association are needed on each of the two clusters; the role is needed once.',
        'For each cluster: aws eks create-pod-identity-association --cluster-name … --namespace many-clusters --service-account app --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$MANY_ROLE"',
      ],
    }),
    step('raise', {
      title: 'What a raised quota buys',
      localOnly: 'a raised quota is for clusters that exist, and AWS may ask why.',
      checks: [accountHoldsMore()],
      hints: [
        'Service Quotas raises it. IAM is a global service: where are its quotas kept?',
        'The Region is us-east-1, the quota L-858F3967; afterwards the refused issuer can be registered.',
        'aws service-quotas request-service-quota-increase --region us-east-1 --service-code iam --quota-code L-858F3967 --desired-value 110',
      ],
    }),
  ],
  leftovers: async (world) => [
    ...(await madeUpProviders(world)),
    ...(await remaining(world, {
      roles: ['MANY_ROLE'],
      namespaces: [
        { cluster: 'CLUSTER_A', namespace: 'many-clusters' },
        { cluster: 'CLUSTER_B', namespace: 'many-clusters' },
      ],
      agents: ['CLUSTER_A', 'CLUSTER_B'],
    })),
  ],
});
