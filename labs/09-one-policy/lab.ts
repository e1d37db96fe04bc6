import { type App, appIsRefused, appIsSessionOf, appReads } from '../kit/app-checks.ts';
import { bucketHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import type { Names } from '../kit/names.ts';
import { agentRuns, isAssociated } from '../kit/pod-identity-checks.ts';
import {
  hasBoundary,
  hasTheSharedPolicyOnly,
  isTagged,
  policyComparesTags,
  policyHasCommonFolder,
  trustsOnly,
} from './checks.ts';

const devOrders: App = { cluster: 'CLUSTER_A', namespace: 'shared-dev', name: 'orders' };
const prodOrders: App = { cluster: 'CLUSTER_A', namespace: 'shared-prod', name: 'orders' };
const prodReports: App = { cluster: 'CLUSTER_A', namespace: 'shared-prod', name: 'reports' };

const restart = 'Was the pod made before the association? Restart the deployment.';
const compare = "Compare the policy's default version with the page, and the tag of the role with its environment.";

const textIn = (folder: string) => (names: Names) => `objects/${folder}/note.txt?bucket=${names.SHARED_BUCKET}`;
const reads = (app: App, folder: string) => appReads(app, folder, textIn(folder), `a note in ${folder}`, compare);
const isRefused = (app: App, folder: string) => appIsRefused(app, folder, textIn(folder), compare);

export default lab({
  id: '09',
  page: '09-one-policy',
  title: 'One permission policy, many roles',
  minutes: 25,
  steps: [
    step('data', {
      title: 'A folder for each app, and one for all',
      checks: ['dev/orders', 'dev/common', 'prod/orders', 'prod/reports', 'prod/common'].map((folder) =>
        bucketHolds('SHARED_BUCKET', `${folder}/note.txt`),
      ),
      hints: [
        'One bucket; the first folder is the environment, the second the app.',
        'The name of the bucket is in $SHARED_BUCKET.',
        'Run the block of the step once more: it makes only what is missing.',
      ],
    }),
    step('policy', {
      title: 'One policy',
      checks: [policyComparesTags()],
      hints: [
        'A managed policy has an ARN of its own and belongs to no role.',
        'Its text is a file in labs/09-one-policy.',
        'aws iam create-policy --policy-name "$SHARED_POLICY" --policy-document file://labs/09-one-policy/permissions.json',
      ],
    }),
    step('roles', {
      title: 'Three roles',
      checks: [
        ...(['SHARED_DEV_ROLE', 'SHARED_PROD_ROLE', 'SHARED_REPORTS_ROLE'] as const).map(hasTheSharedPolicyOnly),
        isTagged('SHARED_DEV_ROLE', 'dev'),
        isTagged('SHARED_PROD_ROLE', 'prod'),
        isTagged('SHARED_REPORTS_ROLE', 'prod'),
        trustsOnly('SHARED_DEV_ROLE', 'shared-dev', 'orders'),
        trustsOnly('SHARED_PROD_ROLE', 'shared-prod', 'orders'),
        trustsOnly('SHARED_REPORTS_ROLE', 'shared-prod', 'reports'),
        hasBoundary('SHARED_DEV_ROLE'),
      ],
      hints: [
        'What differs between the roles is who may take them, their tag, and the boundary of one. The permissions are attached.',
        'A trust policy can compare the tags that EKS passes: aws:RequestTag/kubernetes-namespace.',
        'aws iam tag-role, attach-role-policy and, for $SHARED_DEV_ROLE, put-role-permissions-boundary; see the block of the step.',
      ],
    }),
    step('apps', {
      title: 'Three apps',
      checks: [
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'shared-dev', 'orders', 'SHARED_DEV_ROLE'),
        isAssociated('CLUSTER_A', 'shared-prod', 'orders', 'SHARED_PROD_ROLE'),
        isAssociated('CLUSTER_A', 'shared-prod', 'reports', 'SHARED_REPORTS_ROLE'),
        appIsSessionOf(devOrders, (names) => names.SHARED_DEV_ROLE, 'Pod Identity', restart),
        appIsSessionOf(prodOrders, (names) => names.SHARED_PROD_ROLE, 'Pod Identity', restart),
        appIsSessionOf(prodReports, (names) => names.SHARED_REPORTS_ROLE, 'Pod Identity', restart),
        reads(devOrders, 'dev/orders'),
        isRefused(devOrders, 'prod/orders'),
        reads(prodOrders, 'prod/orders'),
        isRefused(prodOrders, 'prod/reports'),
        reads(prodReports, 'prod/reports'),
        isRefused(prodReports, 'prod/orders'),
      ],
      hints: [
        'Each service account gets its own role by an association of its own.',
        'Associations first, then pods.',
        'aws eks create-pod-identity-association --cluster-name "$CLUSTER_A" --namespace shared-dev --service-account orders --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$SHARED_DEV_ROLE"; likewise the others, then kubectl rollout restart',
      ],
    }),
    step('change', {
      title: 'One change',
      checks: [
        policyHasCommonFolder(),
        reads(devOrders, 'dev/common'),
        isRefused(devOrders, 'prod/common'),
        reads(prodOrders, 'prod/common'),
        isRefused(prodOrders, 'dev/common'),
        reads(prodReports, 'prod/common'),
        isRefused(prodReports, 'dev/common'),
      ],
      hints: [
        'The policy is changed, and no role is touched.',
        'A new version takes effect when it is the default version.',
        'aws iam create-policy-version --policy-arn "arn:aws:iam::$ACCOUNT_ID:policy/$SHARED_POLICY" --policy-document file://labs/09-one-policy/permissions-with-common.json --set-as-default',
      ],
    }),
  ],
  faults: [
    fault('old-version', {
      title: 'Somebody made the first version of a shared policy the default again',
      step: 'change',
      trips: policyHasCommonFolder(),
      symptom: 'because no identity-based policy allows the s3:GetObject action',
      why: {
        cluster: 'CLUSTER_A',
        namespace: 'shared-prod',
        pod: 'reports',
        question: (names) => ({
          action: 's3:GetObject',
          resource: `arn:aws:s3:::${names.SHARED_BUCKET}/prod/common/note.txt`,
        }),
        link: 'permission',
      },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['SHARED_BUCKET'],
      roles: ['SHARED_DEV_ROLE', 'SHARED_PROD_ROLE', 'SHARED_REPORTS_ROLE'],
      policies: ['SHARED_POLICY', 'SHARED_BOUNDARY'],
      namespaces: [
        { cluster: 'CLUSTER_A', namespace: 'shared-dev' },
        { cluster: 'CLUSTER_A', namespace: 'shared-prod' },
      ],
      agents: ['CLUSTER_A'],
    }),
});
