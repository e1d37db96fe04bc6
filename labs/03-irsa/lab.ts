import { type App, appIsRefused, appIsSessionOf, appReads, appRuns } from '../kit/app-checks.ts';
import { bucketHolds, providerExists, tableHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { roleIsLimited, serviceAccountIsAnnotated, trustIsExact } from './checks.ts';

const app: App = { cluster: 'CLUSTER_A', namespace: 'irsa', name: 'app' };

export default lab({
  id: '03',
  page: '03-irsa',
  title: 'IRSA from zero',
  minutes: 25,
  steps: [
    step('data', {
      title: 'Something to read',
      checks: [
        bucketHolds('IRSA_BUCKET', 'hello.txt'),
        bucketHolds('IRSA_OTHER_BUCKET', 'hello.txt'),
        tableHolds('IRSA_TABLE', 'irsa'),
        tableHolds('IRSA_OTHER_TABLE', 'irsa'),
      ],
      hints: [
        'Two buckets and two tables: one of each is for the app, the others must stay closed to it.',
        'The names are in $IRSA_BUCKET, $IRSA_OTHER_BUCKET, $IRSA_TABLE and $IRSA_OTHER_TABLE.',
        'Run the two blocks of the step once more: each command looks first and makes only what is missing.',
      ],
    }),
    step('provider', {
      title: 'Tell IAM whom to believe',
      checks: [providerExists('CLUSTER_A')],
      hints: [
        'IAM believes the tokens of an issuer only after you have registered the issuer.',
        "The issuer's URL is in the cluster's description, under identity.oidc.issuer; the audience is sts.amazonaws.com.",
        'aws iam create-open-id-connect-provider --url <issuer> --client-id-list sts.amazonaws.com',
      ],
    }),
    step('role', {
      title: 'A role for one service account',
      checks: [trustIsExact(), roleIsLimited()],
      hints: [
        'The trust policy must say both who the token is about (:sub) and whom it is for (:aud).',
        "The condition keys are the issuer without https://, then :sub or :aud; the provider's ARN is the Principal only.",
        'StringEquals: "<issuer>:sub" = system:serviceaccount:irsa:app and "<issuer>:aud" = sts.amazonaws.com',
      ],
    }),
    step('service-account', {
      title: 'Name the role on the service account',
      checks: [serviceAccountIsAnnotated()],
      hints: [
        'The admission webhook reads one annotation of the service account.',
        'Its key is eks.amazonaws.com/role-arn, its value the whole ARN of the role, with the account id.',
        'kubectl -n irsa annotate serviceaccount app eks.amazonaws.com/role-arn=arn:aws:iam::$ACCOUNT_ID:role/$IRSA_ROLE --overwrite',
      ],
    }),
    step('app', {
      title: 'Run the app',
      checks: [
        appRuns(app, 'app'),
        appIsSessionOf(
          app,
          (names) => names.IRSA_ROLE,
          'IRSA',
          'The webhook acts on new pods only: kubectl -n irsa rollout restart deployment/app',
        ),
        appReads(
          app,
          'its own bucket',
          (names) => `objects/hello.txt?bucket=${names.IRSA_BUCKET}`,
          'hello from',
          'Compare the bucket in the permissions policy with $IRSA_BUCKET.',
        ),
        appReads(
          app,
          'its own table',
          (names) => `items?table=${names.IRSA_TABLE}&team=irsa`,
          'an order',
          'Compare the table in the permissions policy with $IRSA_TABLE.',
        ),
        appIsRefused(
          app,
          'the other bucket',
          (names) => `objects/hello.txt?bucket=${names.IRSA_OTHER_BUCKET}`,
          'The permissions policy allows too much: name $IRSA_BUCKET, not a wildcard.',
        ),
        appIsRefused(
          app,
          'the other table',
          (names) => `items?table=${names.IRSA_OTHER_TABLE}&team=irsa`,
          'The permissions policy allows too much: name $IRSA_TABLE, not a wildcard.',
        ),
      ],
      hints: [
        'Look at the environment of the pod: kubectl -n irsa exec deploy/app -- env',
        'No AWS_ROLE_ARN there means that the pod was made before the annotation. Running pods never change.',
        'kubectl -n irsa rollout restart deployment/app, then kubectl -n irsa rollout status deployment/app',
      ],
    }),
  ],
  faults: [
    fault('no-provider', {
      title: 'No OIDC provider for the cluster',
      step: 'provider',
      trips: providerExists('CLUSTER_A'),
      symptom: 'No OpenIDConnect provider found in your account',
      why: { cluster: 'CLUSTER_A', namespace: 'irsa', pod: 'app', link: 'oidc-provider' },
    }),
    fault('audience-for-subject', {
      title: 'The trust policy says :aud where :sub belongs',
      step: 'role',
      trips: trustIsExact(),
      symptom: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      why: { cluster: 'CLUSTER_A', namespace: 'irsa', pod: 'app', link: 'web-identity-trust' },
    }),
    fault('region-typo', {
      title: 'The trust policy names an issuer in another Region',
      step: 'role',
      trips: trustIsExact(),
      symptom: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      why: { cluster: 'CLUSTER_A', namespace: 'irsa', pod: 'app', link: 'web-identity-trust' },
    }),
    fault('wrong-namespace', {
      title: 'The trust policy names another namespace',
      step: 'role',
      trips: trustIsExact(),
      symptom: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      why: { cluster: 'CLUSTER_A', namespace: 'irsa', pod: 'app', link: 'web-identity-trust' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['IRSA_BUCKET', 'IRSA_OTHER_BUCKET'],
      tables: ['IRSA_TABLE', 'IRSA_OTHER_TABLE'],
      roles: ['IRSA_ROLE'],
      providers: ['CLUSTER_A'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'irsa' }],
    }),
});
