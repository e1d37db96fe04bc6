import { type App, appIsRefused, appIsSessionOf, appReads, appRuns } from '../kit/app-checks.ts';
import { bucketHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import {
  accountIsPlain,
  everyPodMoved,
  probeHasMet,
  probeNeverFailed,
  providerIsNotLeft,
  trustsNoProvider,
  wentBackAndForth,
} from './checks.ts';

const app: App = { cluster: 'CLUSTER_A', namespace: 'migrate', name: 'app' };

export default lab({
  id: '17',
  page: '17-migrate',
  title: 'Migrate from IRSA',
  minutes: 30,
  steps: [
    step('before', {
      title: 'An app on IRSA, and somebody who watches',
      checks: [
        bucketHolds('MIGRATE_BUCKET', 'hello.txt'),
        appRuns(app, 'app'),
        appRuns({ ...app, name: 'reports' }, 'app'),
        probeHasMet('IRSA'),
      ],
      hints: [
        'All of it is lab 03 once more: provider, role, annotation, pods. Only the probe is new.',
        'The probe counts from the first answer of the app on. If the app has none on IRSA, is the annotation older than its pods?',
        'Run the blocks of the step again, then: bash labs/ask-app.sh "$CLUSTER_A" migrate probe ""',
      ],
    }),
    step('both', {
      title: 'A role that trusts both, and the agent',
      checks: [trustsPodIdentity('MIGRATE_ROLE'), agentRuns('CLUSTER_A')],
      hints: [
        'A trust policy may hold more than one statement. What must stay?',
        'The statement for the provider stays; one for pods.eks.amazonaws.com is added, with two actions.',
        'aws iam update-assume-role-policy --role-name "$MIGRATE_ROLE" --policy-document "file://$LAB_WORK/migrate-trust-both.json"',
      ],
    }),
    step('move', {
      title: 'The association, and new pods',
      checks: [
        isAssociated('CLUSTER_A', 'migrate', 'app', 'MIGRATE_ROLE'),
        probeHasMet('EKS Pod Identity'),
        everyPodMoved,
        appIsSessionOf(
          app,
          (names) => names.MIGRATE_ROLE,
          'Pod Identity',
          'Pods that are older than the association stay on IRSA: kubectl -n migrate rollout restart deployment/app',
        ),
      ],
      hints: [
        'Which pods have the service account? Deployments other than app may use it as well.',
        'Wait until the webhook knows the association, then make every pod anew.',
        'bash labs/wait-for-variable.sh "$CLUSTER_A" labs/17-migrate/dry-run.yaml AWS_CONTAINER_CREDENTIALS_FULL_URI, then rollout restart deployment/app deployment/reports',
      ],
    }),
    step('rollback', {
      title: 'Back, and forth again',
      checks: [wentBackAndForth],
      hints: [
        'Annotation, provider and the first statement of the trust policy are all still there. What alone stands in their way?',
        'Without the association the webhook gives new pods the variables of IRSA again.',
        'aws eks delete-pod-identity-association; wait-for-variable.sh with AWS_ROLE_ARN; rollout restart. Then the step before once more.',
      ],
    }),
    step('finish', {
      title: 'Take IRSA away',
      checks: [
        accountIsPlain,
        trustsNoProvider,
        providerIsNotLeft,
        probeNeverFailed,
        appReads(
          app,
          'its object',
          (names) => `objects/hello.txt?bucket=${names.MIGRATE_BUCKET}`,
          'hello',
          'Does $MIGRATE_ROLE still allow s3:GetObject on $MIGRATE_BUCKET?',
        ),
        appIsRefused(
          app,
          'the list of the bucket',
          (names) => `objects?bucket=${names.MIGRATE_BUCKET}`,
          'The role got more permissions on the way: it needs s3:GetObject only.',
        ),
      ],
      hints: [
        'Three things belong to IRSA: one in the cluster, two in IAM. Which of them may other apps need?',
        'First the annotation, then the statement with Principal.Federated, last the provider.',
        'kubectl -n migrate annotate serviceaccount app eks.amazonaws.com/role-arn-; aws iam update-assume-role-policy; aws iam delete-open-id-connect-provider',
      ],
    }),
  ],
  faults: [
    fault('straggler', {
      title: 'A Deployment sets the variables of IRSA itself',
      step: 'move',
      trips: everyPodMoved,
      symptom: 'has AWS_ROLE_ARN',
      why: { cluster: 'CLUSTER_A', namespace: 'migrate', pod: 'reports', link: 'other-credentials' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['MIGRATE_BUCKET'],
      roles: ['MIGRATE_ROLE'],
      providers: ['CLUSTER_A'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'migrate' }],
      agents: ['CLUSTER_A'],
    }),
});
