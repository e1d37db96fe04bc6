import { type App, appIsSessionOf, appReads } from '../kit/app-checks.ts';
import { bucketHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import type { Names } from '../kit/names.ts';
import { agentRuns, isAssociated, keepsSessionTags, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import { hasSessionPolicy, isRefusedBy } from './checks.ts';

const clerk: App = { cluster: 'CLUSTER_A', namespace: 'session', name: 'clerk' };
const viewer: App = { cluster: 'CLUSTER_A', namespace: 'session', name: 'viewer' };

const TEAM = 'teams/session';
const restart = 'Was the pod made before the association? Restart the deployment.';
const ofRole = "Compare labs/15-session-policies/permissions.json with the role's policy.";
const ofSession =
  "Compare labs/15-session-policies/session-policy.json with the association's policy, and restart the pods.";

const textIn = (folder: string) => (names: Names) => `objects/${folder}/note.txt?bucket=${names.SESSION_BUCKET}`;
const reads = (app: App, folder: string, next: string) =>
  appReads(app, folder, textIn(folder), `a note in ${folder}`, next);

export default lab({
  id: '15',
  page: '15-session-policies',
  title: 'Session policies, tags off',
  minutes: 25,
  steps: [
    step('data', {
      title: 'Four folders',
      checks: ['reports', 'invoices', 'payroll', TEAM].map((folder) =>
        bucketHolds('SESSION_BUCKET', `${folder}/note.txt`),
      ),
      hints: [
        'One bucket with four folders; the last one carries the name of the namespace.',
        'The name of the bucket is in $SESSION_BUCKET.',
        'Run the block of the step once more: it makes only what is missing.',
      ],
    }),
    step('role', {
      title: 'One role',
      checks: [trustsPodIdentity('SESSION_ROLE')],
      hints: [
        'The role is made as in lab 04; only its permissions are new.',
        'Both policies are files in labs/15-session-policies: trust-policy.json and permissions.json.',
        'aws iam create-role … --assume-role-policy-document file://labs/15-session-policies/trust-policy.json, then put-role-policy',
      ],
    }),
    step('clerk', {
      title: 'An app with all of the role',
      checks: [
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'session', 'clerk', 'SESSION_ROLE'),
        keepsSessionTags('CLUSTER_A', 'session', 'clerk'),
        appIsSessionOf(clerk, (names) => names.SESSION_ROLE, 'Pod Identity', restart),
        reads(clerk, 'reports', ofRole),
        reads(clerk, 'invoices', ofRole),
        reads(clerk, TEAM, `${ofRole} Are session tags on?`),
        isRefusedBy('identity-based policy', clerk, 'payroll', textIn('payroll'), ofRole),
      ],
      hints: [
        'The first association is as in lab 04, without anything new.',
        'The agent first, then the association, then the pod.',
        'aws eks create-pod-identity-association --cluster-name "$CLUSTER_A" --namespace session --service-account clerk --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$SESSION_ROLE"',
      ],
    }),
    step('viewer', {
      title: 'An app with less than the role',
      checks: [
        isAssociated('CLUSTER_A', 'session', 'viewer', 'SESSION_ROLE'),
        hasSessionPolicy('viewer'),
        appIsSessionOf(viewer, (names) => names.SESSION_ROLE, 'Pod Identity', restart),
        reads(viewer, 'reports', ofSession),
        isRefusedBy('session policy', viewer, 'invoices', textIn('invoices'), ofSession),
        isRefusedBy('identity-based policy', viewer, 'payroll', textIn('payroll'), ofRole),
        isRefusedBy('identity-based policy', viewer, TEAM, textIn(TEAM), ofRole),
      ],
      hints: [
        'The same role; what differs is on the association.',
        'A policy on an association excludes session tags, and they have to be turned off by name.',
        'aws eks create-pod-identity-association … --service-account viewer --disable-session-tags --policy file://labs/15-session-policies/session-policy.json',
      ],
    }),
  ],
  faults: [
    fault('tags-off', {
      title: 'Session tags are turned off, and a policy compares them',
      step: 'clerk',
      trips: keepsSessionTags('CLUSTER_A', 'session', 'clerk'),
      symptom: 'because no identity-based policy allows the s3:GetObject action',
      why: {
        cluster: 'CLUSTER_A',
        namespace: 'session',
        pod: 'clerk',
        question: (names) => ({
          action: 's3:GetObject',
          resource: `arn:aws:s3:::${names.SESSION_BUCKET}/${TEAM}/note.txt`,
        }),
        link: 'permission',
      },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['SESSION_BUCKET'],
      roles: ['SESSION_ROLE'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'session' }],
      agents: ['CLUSTER_A'],
    }),
});
