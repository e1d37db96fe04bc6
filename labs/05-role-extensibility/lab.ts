import { type App, appIsRefused, appIsSessionOf, appReads, appRuns } from '../kit/app-checks.ts';
import { providerExists } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustNamesNoCluster } from '../kit/pod-identity-checks.ts';
import { trustsBothClusters } from './checks.ts';

const irsaThere: App = { cluster: 'CLUSTER_B', namespace: 'irsa', name: 'app' };
const irsaHere: App = { cluster: 'CLUSTER_A', namespace: 'irsa', name: 'app' };
const podIdentityThere: App = { cluster: 'CLUSTER_B', namespace: 'pod-identity', name: 'app' };

export default lab({
  id: '05',
  page: '05-role-extensibility',
  title: 'Role extensibility',
  minutes: 20,
  requires: ['03', '04'],
  steps: [
    step('irsa-app', {
      title: 'The IRSA app moves to a second cluster',
      checks: [appRuns(irsaThere, 'app')],
      hints: [
        'Same manifests, another cluster: only --context changes.',
        'The annotation with the role is needed on workshop-b as well.',
        'kubectl --context "$CLUSTER_B" apply -f labs/03-irsa/service-account.yaml, annotate it, then apply app.yaml',
      ],
    }),
    step('irsa-provider', {
      title: 'A provider for the second cluster',
      checks: [providerExists('CLUSTER_B')],
      hints: [
        'Each cluster has an issuer of its own, and IAM knows only the first.',
        'The issuer of $CLUSTER_B is in the description of that cluster.',
        'aws iam create-open-id-connect-provider --url <issuer of $CLUSTER_B> --client-id-list sts.amazonaws.com',
      ],
    }),
    step('irsa-trust', {
      title: 'Edit the trust policy of the role',
      checks: [
        trustsBothClusters(),
        appReads(
          irsaThere,
          'the bucket, from $CLUSTER_B',
          (names) => `objects/hello.txt?bucket=${names.IRSA_BUCKET}`,
          'hello from',
          'The second statement needs the ARN and the condition keys of the issuer of $CLUSTER_B.',
        ),
        appReads(
          irsaHere,
          'the bucket, from $CLUSTER_A',
          (names) => `objects/hello.txt?bucket=${names.IRSA_BUCKET}`,
          'hello from',
          'The statement for $CLUSTER_A has to stay in the trust policy.',
        ),
        appIsRefused(
          irsaThere,
          'the other bucket',
          (names) => `objects/hello.txt?bucket=${names.IRSA_OTHER_BUCKET}`,
          'The permissions policy allows too much; see lab 03.',
        ),
      ],
      hints: [
        'The trust policy has one statement for each cluster.',
        'Keep the statement of $CLUSTER_A and add its twin with the issuer of $CLUSTER_B.',
        'aws iam update-assume-role-policy --role-name "$IRSA_ROLE" --policy-document "file://$LAB_WORK/irsa-trust-both.json"',
      ],
    }),
    step('pod-identity', {
      title: 'The Pod Identity app moves to the second cluster',
      checks: [
        agentRuns('CLUSTER_B'),
        isAssociated('CLUSTER_B', 'pod-identity', 'app', 'PI_ROLE'),
        trustNamesNoCluster('PI_ROLE'),
        appIsSessionOf(
          podIdentityThere,
          (names) => names.PI_ROLE,
          'Pod Identity',
          'Was the pod made before the association? kubectl --context "$CLUSTER_B" -n pod-identity rollout restart deployment/app',
        ),
        appReads(
          podIdentityThere,
          'the objects under its own namespace',
          (names) => `objects/pod-identity/hello.txt?bucket=${names.PI_BUCKET}`,
          'hello from',
          'Is lab 04 solved? npm run lab:verify -- 04',
        ),
        appIsRefused(
          podIdentityThere,
          "someone else's objects",
          (names) => `objects/someone-else/hello.txt?bucket=${names.PI_BUCKET}`,
          'The permissions policy allows too much; see lab 04.',
        ),
      ],
      hints: [
        'The role stays as it is. What joins it to a service account on another cluster?',
        'The agent is installed once for each cluster; the association is the same, with another cluster name.',
        'aws eks create-pod-identity-association --cluster-name "$CLUSTER_B" --namespace pod-identity --service-account app --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$PI_ROLE"',
      ],
    }),
  ],
  faults: [
    fault('old-cluster-only', {
      title: 'The trust policy names the old cluster only',
      step: 'irsa-trust',
      trips: trustsBothClusters(),
      symptom: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      why: { cluster: 'CLUSTER_B', namespace: 'irsa', pod: 'app', link: 'web-identity-trust' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      providers: ['CLUSTER_B'],
      namespaces: [
        { cluster: 'CLUSTER_B', namespace: 'irsa' },
        { cluster: 'CLUSTER_B', namespace: 'pod-identity' },
      ],
      agents: ['CLUSTER_B'],
    }),
});
