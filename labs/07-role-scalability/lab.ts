import { type App, appIsSessionOf, appRuns } from '../kit/app-checks.ts';
import { providerExists } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustNamesNoCluster, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import { everyStatementIsExact, trustsFourClusters, trustsTheFifthCluster } from './checks.ts';

const byIrsa: App = { cluster: 'CLUSTER_B', namespace: 'trust', name: 'app-irsa' };
const byPodIdentity: App = { ...byIrsa, name: 'app' };

export default lab({
  id: '07',
  page: '07-role-scalability',
  title: 'Role scalability',
  minutes: 20,
  steps: [
    step('fill', {
      title: 'One statement for each cluster',
      checks: [trustsFourClusters(), everyStatementIsExact()],
      hints: [
        'With IRSA, each cluster needs a statement of its own in the trust policy of the role.',
        'Set a policy with one statement, then one with two, until IAM refuses; the last that it took stays.',
        'aws iam update-assume-role-policy --role-name "$TRUST_IRSA_ROLE" --policy-document "$(bash labs/07-role-scalability/trust-policy.sh 4 "$LAB_WORK/issuers.txt")"',
      ],
    }),
    step('fifth', {
      title: 'The app on the fifth cluster',
      checks: [providerExists('CLUSTER_B'), appRuns(byIrsa, 'app-irsa')],
      hints: [
        'The fifth cluster is workshop-b. Its provider and its service account are as in lab 05.',
        'The app runs without credentials, too: it is refused only when it asks STS.',
        'kubectl --context "$CLUSTER_B" apply -f labs/07-role-scalability/service-accounts.yaml, annotate app-irsa, then apply app-irsa.yaml',
      ],
    }),
    step('raise', {
      title: 'What a raised quota buys',
      localOnly: 'a raised quota stays raised, and AWS may ask why.',
      checks: [
        trustsTheFifthCluster(),
        appIsSessionOf(
          byIrsa,
          (names) => names.TRUST_IRSA_ROLE,
          'IRSA',
          'Does the trust policy have a statement for workshop-b, and the service account its annotation?',
        ),
      ],
      hints: [
        'Service Quotas raises the length. IAM is a global service: where are its quotas kept?',
        'The Region is us-east-1, the quota L-C07B4B0D; afterwards set the policy with more statements.',
        'aws service-quotas request-service-quota-increase --region us-east-1 --service-code iam --quota-code L-C07B4B0D --desired-value 4096',
      ],
    }),
    step('pod-identity', {
      title: 'One statement for all clusters',
      checks: [
        trustsPodIdentity('TRUST_ROLE'),
        trustNamesNoCluster('TRUST_ROLE'),
        agentRuns('CLUSTER_A'),
        agentRuns('CLUSTER_B'),
        isAssociated('CLUSTER_A', 'trust', 'app', 'TRUST_ROLE'),
        isAssociated('CLUSTER_B', 'trust', 'app', 'TRUST_ROLE'),
        appIsSessionOf(
          byPodIdentity,
          (names) => names.TRUST_ROLE,
          'Pod Identity',
          'Was the pod made before the association? kubectl --context "$CLUSTER_B" -n trust rollout restart deployment/app',
        ),
      ],
      hints: [
        'What is said of clusters and service accounts here is said in EKS, not in the trust policy.',
        'One role, the agent on both clusters, one association on each.',
        'aws eks create-pod-identity-association --cluster-name "$CLUSTER_B" --namespace trust --service-account app --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$TRUST_ROLE"; the same for "$CLUSTER_A"',
      ],
    }),
  ],
  faults: [
    fault('over-the-limit', {
      title: 'A longer trust policy was refused, and a shorter one was set that lacks a cluster',
      step: 'raise',
      trips: trustsTheFifthCluster(),
      symptom: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      why: { cluster: 'CLUSTER_B', namespace: 'trust', pod: 'app-irsa', link: 'web-identity-trust' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      roles: ['TRUST_IRSA_ROLE', 'TRUST_ROLE'],
      providers: ['CLUSTER_B'],
      namespaces: [{ cluster: 'CLUSTER_B', namespace: 'trust' }],
      agents: ['CLUSTER_A', 'CLUSTER_B'],
    }),
});
