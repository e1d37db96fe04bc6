import { type App, appIsRefused, appReads } from '../kit/app-checks.ts';
import { bucketHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import type { Names } from '../kit/names.ts';
import { agentRuns, isAssociated, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import { appIsPartnerSession, leadsTo, strangerIsRefused } from './checks.ts';

const app: App = { cluster: 'CLUSTER_A', namespace: 'cross', name: 'app' };
const pinned: App = { ...app, name: 'pinned' };

const reportIn = (folder: string) => (names: Names) => `objects/${folder}/report.txt?bucket=${names.CROSS_BUCKET}`;
const externalId = ({ AWS_REGION, ACCOUNT_ID, CLUSTER_A }: Names) =>
  `${AWS_REGION}/${ACCOUNT_ID}/${CLUSTER_A}/cross/pinned`;
const isTaggedSession = appIsPartnerSession(
  app,
  'CROSS_TAGGED_ROLE',
  'Both hops need sts:AssumeRole and sts:TagSession: $CROSS_ROLE must allow them, the trust policy of the partner too.',
);
const refusesAccount = strangerIsRefused('CROSS_PINNED_ROLE', externalId);

export default lab({
  id: '14',
  page: '14-cross-account',
  title: 'Cross-account with a target role',
  minutes: 25,
  steps: [
    step('data', {
      title: "The partner's bucket",
      checks: ['cross', 'someone-else'].map((folder) => bucketHolds('CROSS_BUCKET', `${folder}/report.txt`, 'partner')),
      hints: [
        'The bucket belongs to the other account.',
        'aws --profile partner speaks as an administrator of that account.',
        'Run the block of the step once more: it looks first and makes only what is missing.',
      ],
    }),
    step('roles', {
      title: 'Two roles that know each other',
      checks: [trustsPodIdentity('CROSS_ROLE'), strangerIsRefused('CROSS_TAGGED_ROLE')],
      hints: [
        "The first role is yours and trusts EKS; the second is the partner's and trusts the first.",
        'Both sides must allow sts:AssumeRole and sts:TagSession: your permissions policy, and the trust policy of the partner.',
        'The principal of the partner is the ARN of $CROSS_ROLE; the conditions are three aws:RequestTag keys.',
      ],
    }),
    step('associate', {
      title: 'An association with a target role',
      checks: [
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'cross', 'app', 'CROSS_ROLE'),
        leadsTo('app', 'CROSS_TAGGED_ROLE', false),
        isTaggedSession,
        appReads(app, 'the report of its namespace', reportIn('cross'), 'numbers', 'Compare folder and session tag.'),
        appIsRefused(
          app,
          "someone else's report",
          reportIn('someone-else'),
          "The partner's permissions must end in the session tag kubernetes-namespace.",
        ),
      ],
      hints: [
        'One association names both roles.',
        'The target role is an option of create-pod-identity-association. Pods come after it.',
        'aws eks create-pod-identity-association … --role-arn <ARN of $CROSS_ROLE> --target-role-arn <ARN of $CROSS_TAGGED_ROLE>',
      ],
    }),
    step('external-id', {
      title: 'Without tags: the external id',
      checks: [
        leadsTo('pinned', 'CROSS_PINNED_ROLE', true),
        appIsPartnerSession(
          pinned,
          'CROSS_PINNED_ROLE',
          "Compare sts:ExternalId in the partner's trust policy with externalId of the association.",
        ),
        appReads(pinned, 'the report', reportIn('cross'), 'numbers', "See the permissions of the partner's role."),
        appIsRefused(pinned, "someone else's report", reportIn('someone-else'), 'Name one folder in the permissions.'),
        refusesAccount,
      ],
      hints: [
        'Without session tags EKS sends something else that names cluster, namespace and service account.',
        'It is in the answer of describe-pod-identity-association: externalId.',
        'Principal: the ARN of $CROSS_ROLE; StringEquals sts:ExternalId = $AWS_REGION/$ACCOUNT_ID/$CLUSTER_A/cross/pinned',
      ],
    }),
  ],
  faults: [
    fault('no-tag-session', {
      title: 'The trust policy of the target role lacks sts:TagSession',
      step: 'associate',
      trips: isTaggedSession,
      symptom: '169.254.170.23 is not a valid container metadata service hostname',
      why: { cluster: 'CLUSTER_A', namespace: 'cross', pod: 'app', link: 'target-role' },
    }),
    fault('whole-account', {
      title: 'The target role trusts a whole account',
      step: 'external-id',
      trips: refusesAccount,
      symptom: 'anybody may take it',
      why: { cluster: 'CLUSTER_A', namespace: 'cross', pod: 'pinned', link: null },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      roles: ['CROSS_ROLE'],
      partner: { buckets: ['CROSS_BUCKET'], roles: ['CROSS_TAGGED_ROLE', 'CROSS_PINNED_ROLE'] },
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'cross' }],
      agents: ['CLUSTER_A'],
    }),
});
