import { type App, appIsSessionOf, appReads, appRuns } from '../kit/app-checks.ts';
import { bucketHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import type { Names } from '../kit/names.ts';
import { agentRuns, isAssociated } from '../kit/pod-identity-checks.ts';
import { deployerMay, getsNoSession } from './checks.ts';

const app: App = { cluster: 'CLUSTER_A', namespace: 'harden', name: 'app' };
const otherCluster: App = { ...app, cluster: 'CLUSTER_B' };
const otherNamespace: App = { ...app, namespace: 'curious' };
const appByIrsa: App = { ...app, name: 'app-irsa' };
const otherByIrsa: App = { ...otherNamespace, name: 'app-irsa' };

const payroll = (names: Names) => `objects/payroll.txt?bucket=${names.HARDEN_BUCKET}`;
const renew = 'Set the narrow trust policy, and create this pod anew: what it has, it keeps.';
const isRefusedThere = getsNoSession(otherCluster, renew);
const isRefusedByIrsa = getsNoSession(otherByIrsa, renew);
const ownSession = appIsSessionOf(
  app,
  (names) => names.HARDEN_ROLE,
  'Pod Identity',
  'Compare each condition with cluster, namespace and service account of this very pod: npm run lab:why -- "$CLUSTER_A/harden/app"',
);

const clusterArn = (names: Names, cluster: string) =>
  `arn:aws:eks:${names.AWS_REGION}:${names.ACCOUNT_ID}:cluster/${cluster}`;
const roleArn = (names: Names, role: string) => `arn:aws:iam::${names.ACCOUNT_ID}:role/${role}`;
const associateOn = (cluster: 'CLUSTER_A' | 'CLUSTER_B') => ({
  action: 'eks:CreatePodIdentityAssociation' as const,
  resource: (names: Names) => clusterArn(names, names[cluster]),
  what: `create associations on $${cluster}`,
});
const pass = (role: 'HARDEN_ROLE' | 'HARDEN_IRSA_ROLE') => ({
  action: 'iam:PassRole' as const,
  resource: (names: Names) => roleArn(names, names[role]),
  what: `pass $${role} to EKS`,
});

export default lab({
  id: '13',
  page: '13-harden-trust',
  title: 'Harden the trust policy',
  minutes: 30,
  steps: [
    step('data', {
      title: 'Something that not everybody should read',
      checks: [bucketHolds('HARDEN_BUCKET', 'payroll.txt')],
      hints: [
        'One bucket with one object.',
        'The name of the bucket is in $HARDEN_BUCKET.',
        'Run the block of the step once more: it looks first and makes only what is missing.',
      ],
    }),
    step('open', {
      title: 'A role that trusts too much, exploited',
      checks: [
        agentRuns('CLUSTER_A'),
        agentRuns('CLUSTER_B'),
        isAssociated('CLUSTER_A', 'harden', 'app', 'HARDEN_ROLE'),
        isAssociated('CLUSTER_A', 'curious', 'app', 'HARDEN_ROLE'),
        isAssociated('CLUSTER_B', 'harden', 'app', 'HARDEN_ROLE'),
        appRuns(app, 'app'),
        appRuns(otherNamespace, 'app'),
      ],
      hints: [
        'One role and three associations: the right one, one of another namespace, one of another cluster.',
        'The agent has to run on both clusters, and each association has to come before its pod.',
        'aws eks create-pod-identity-association with --cluster-name, --namespace, --service-account app and the ARN of $HARDEN_ROLE, three times; then the pods.',
      ],
    }),
    step('close', {
      title: 'Name cluster, namespace and service account',
      checks: [
        ownSession,
        appReads(app, 'the payroll', payroll, 'salaries', 'Does $HARDEN_ROLE allow s3:GetObject on $HARDEN_BUCKET?'),
        getsNoSession(otherNamespace, renew),
        isRefusedThere,
      ],
      hints: [
        'What does EKS say of itself and of the pod when it takes the role?',
        'Conditions on aws:SourceArn (the cluster) and on aws:RequestTag/… (namespace, service account). Pods that had the role before keep their session.',
        'aws iam update-assume-role-policy --role-name "$HARDEN_ROLE" --policy-document "file://$LAB_WORK/harden-trust.json", then rollout restart all three deployments',
      ],
    }),
    step('irsa', {
      title: 'The same with IRSA',
      checks: [
        appIsSessionOf(
          appByIrsa,
          (names) => names.HARDEN_IRSA_ROLE,
          'IRSA',
          'The trust policy needs :sub = system:serviceaccount:harden:app-irsa and :aud = sts.amazonaws.com.',
        ),
        appReads(appByIrsa, 'the payroll', payroll, 'salaries', 'Does $HARDEN_IRSA_ROLE allow s3:GetObject?'),
        isRefusedByIrsa,
      ],
      hints: [
        'The provider vouches for a whole cluster. What in the trust policy says which service account?',
        'StringLike with a * admits every namespace; StringEquals admits one.',
        'StringEquals: "<issuer>:sub" = system:serviceaccount:harden:app-irsa and "<issuer>:aud" = sts.amazonaws.com; then rollout restart both deployments app-irsa',
      ],
    }),
    step('gate', {
      title: 'Who may create associations',
      checks: [
        deployerMay(associateOn('CLUSTER_A'), true),
        deployerMay(associateOn('CLUSTER_B'), false),
        deployerMay(pass('HARDEN_ROLE'), true),
        deployerMay(pass('HARDEN_IRSA_ROLE'), false),
      ],
      hints: [
        'Two permissions make an association: one on the cluster, one on the role.',
        'eks:CreatePodIdentityAssociation with the ARN of one cluster, iam:PassRole with the ARN of one role.',
        'Run the blocks of the step again; the permissions are in "$LAB_WORK/harden-deployer.json".',
      ],
    }),
  ],
  faults: [
    fault('any-cluster', {
      title: 'The trust policy of a Pod Identity role has no conditions',
      step: 'close',
      trips: isRefusedThere,
      symptom: 'it got the role',
      why: { cluster: 'CLUSTER_B', namespace: 'harden', pod: 'app', link: null },
    }),
    fault('association-as-source', {
      title: 'aws:SourceArn names an association instead of the cluster',
      step: 'close',
      trips: ownSession,
      symptom: '169.254.170.23 is not a valid container metadata service hostname',
      why: { cluster: 'CLUSTER_A', namespace: 'harden', pod: 'app', link: 'pod-identity-trust' },
    }),
    fault('any-subject', {
      title: 'A wildcard in :sub admits every service account of the cluster',
      step: 'irsa',
      trips: isRefusedByIrsa,
      symptom: 'it got the role',
      why: { cluster: 'CLUSTER_A', namespace: 'curious', pod: 'app-irsa', link: null },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['HARDEN_BUCKET'],
      roles: ['HARDEN_ROLE', 'HARDEN_IRSA_ROLE', 'HARDEN_DEPLOYER_ROLE'],
      providers: ['CLUSTER_A'],
      namespaces: [
        { cluster: 'CLUSTER_A', namespace: 'harden' },
        { cluster: 'CLUSTER_A', namespace: 'curious' },
        { cluster: 'CLUSTER_B', namespace: 'harden' },
      ],
      agents: ['CLUSTER_A', 'CLUSTER_B'],
    }),
});
