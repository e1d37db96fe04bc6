import { type App, appIsRefused, appIsSessionOf, appReads, appRuns } from '../kit/app-checks.ts';
import { bucketHolds, tableHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustsPodIdentity } from '../kit/pod-identity-checks.ts';

const app: App = { cluster: 'CLUSTER_A', namespace: 'pod-identity', name: 'app' };

export default lab({
  id: '04',
  page: '04-pod-identity',
  title: 'Pod Identity from zero',
  minutes: 20,
  steps: [
    step('data', {
      title: 'Something to read',
      checks: [
        bucketHolds('PI_BUCKET', 'pod-identity/hello.txt'),
        bucketHolds('PI_BUCKET', 'someone-else/hello.txt'),
        tableHolds('PI_TABLE', 'pod-identity'),
        tableHolds('PI_TABLE', 'someone-else'),
      ],
      hints: [
        'One bucket and one table; in both, a part is for the app and a part is not.',
        'The names are in $PI_BUCKET and $PI_TABLE.',
        'Run the two blocks of the step once more: each command looks first and makes only what is missing.',
      ],
    }),
    step('app', {
      title: 'An app without permissions',
      checks: [appRuns(app, 'app')],
      hints: [
        'The app needs its namespace, its service account and the ConfigMap with its code.',
        'kubectl -n pod-identity describe pod shows what a pod is waiting for.',
        'kubectl apply -f labs/04-pod-identity/app.yaml, then kubectl -n pod-identity rollout status deployment/app',
      ],
    }),
    step('role', {
      title: '1. A role that trusts EKS Pod Identity',
      checks: [trustsPodIdentity('PI_ROLE')],
      hints: [
        'This trust policy names a service, and neither a cluster nor a service account.',
        'Two actions are needed: one to get the session, one to put tags on it.',
        'Principal: {"Service": "pods.eks.amazonaws.com"}, Action: ["sts:AssumeRole", "sts:TagSession"]',
      ],
    }),
    step('agent', {
      title: '2. The agent on the cluster',
      checks: [agentRuns('CLUSTER_A')],
      hints: [
        'The agent is an add-on of EKS.',
        'Its name is eks-pod-identity-agent; it is installed once for a cluster.',
        'aws eks create-addon --cluster-name "$CLUSTER_A" --addon-name eks-pod-identity-agent',
      ],
    }),
    step('associate', {
      title: '3. Map the role to the service account',
      checks: [
        isAssociated('CLUSTER_A', 'pod-identity', 'app', 'PI_ROLE'),
        appIsSessionOf(
          app,
          (names) => names.PI_ROLE,
          'Pod Identity',
          'Pods get the variables when they are made: kubectl -n pod-identity rollout restart deployment/app',
        ),
        appReads(
          app,
          'the objects under its own namespace',
          (names) => `objects/pod-identity/hello.txt?bucket=${names.PI_BUCKET}`,
          'hello from',
          'Compare the resource in the permissions policy with "$PI_BUCKET" and the session tag kubernetes-namespace.',
        ),
        appReads(
          app,
          'the rows of its own namespace',
          (names) => `items?table=${names.PI_TABLE}&team=pod-identity`,
          'an order',
          'Compare the table in the permissions policy with $PI_TABLE.',
        ),
        appIsRefused(
          app,
          "someone else's objects",
          (names) => `objects/someone-else/hello.txt?bucket=${names.PI_BUCKET}`,
          'The permissions policy allows too much: its resource must end in the session tag kubernetes-namespace.',
        ),
        appIsRefused(
          app,
          "someone else's rows",
          (names) => `items?table=${names.PI_TABLE}&team=someone-else`,
          'The permissions policy allows too much: dynamodb:LeadingKeys must equal the session tag.',
        ),
      ],
      hints: [
        'An association joins four things: cluster, namespace, service account, role.',
        'If the association exists and the app still has no credentials: when was its pod made?',
        'aws eks create-pod-identity-association --cluster-name "$CLUSTER_A" --namespace pod-identity --service-account app --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$PI_ROLE", then kubectl -n pod-identity rollout restart deployment/app',
      ],
    }),
  ],
  faults: [
    fault('no-tag-session', {
      title: 'The trust policy lacks sts:TagSession',
      step: 'role',
      trips: trustsPodIdentity('PI_ROLE'),
      symptom: '169.254.170.23 is not a valid container metadata service hostname',
      why: { cluster: 'CLUSTER_A', namespace: 'pod-identity', pod: 'app', link: 'pod-identity-trust' },
    }),
    fault('no-agent', {
      title: 'The Pod Identity Agent is not installed',
      step: 'agent',
      trips: agentRuns('CLUSTER_A'),
      symptom: '169.254.170.23 is not a valid container metadata service hostname',
      why: { cluster: 'CLUSTER_A', namespace: 'pod-identity', pod: 'app', link: 'agent-addon' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['PI_BUCKET'],
      tables: ['PI_TABLE'],
      roles: ['PI_ROLE'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'pod-identity' }],
      agents: ['CLUSTER_A'],
    }),
});
