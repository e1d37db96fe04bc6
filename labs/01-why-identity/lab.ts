import { appRuns } from '../kit/app-checks.ts';
import { bucketHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated } from '../kit/pod-identity-checks.ts';
import { appOf, isItself, metadataIsClosed, nodeRoleIsBare, nodesLeft } from './checks.ts';

export default lab({
  id: '01',
  page: '01-why-identity',
  title: 'Why pods need their own identity',
  minutes: 20,
  steps: [
    step('shared', {
      title: 'Two teams, one identity',
      checks: [
        bucketHolds('WHY_ORDERS_BUCKET', 'ledger.txt'),
        bucketHolds('WHY_BILLING_BUCKET', 'ledger.txt'),
        appRuns(appOf('orders'), 'default'),
        appRuns(appOf('billing'), 'default'),
      ],
      hints: [
        'Two buckets, two namespaces, the same app in both; neither app is given a role.',
        'kubectl -n why-orders describe pod shows what a pod is waiting for; the app comes as a ConfigMap.',
        'Run the blocks of the step once more: each command looks first and makes only what is missing.',
      ],
    }),
    step('own', {
      title: 'A role for one of them',
      checks: [
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'why-orders', 'default', 'WHY_ORDERS_ROLE'),
        ...isItself('orders'),
      ],
      hints: [
        'Role, agent, association, new pods: in this order.',
        'The role trusts pods.eks.amazonaws.com and may read one bucket; the association joins it to why-orders/default.',
        'kubectl -n why-orders rollout restart deployment/app, after aws eks create-pod-identity-association',
      ],
    }),
    step('close', {
      title: 'Close the door',
      holdsFromTheStart: 'the nodes are closed from the start; step 1 opens them, and this step closes them again',
      checks: [metadataIsClosed(), nodeRoleIsBare()],
      hints: [
        'Two things are to be taken back: a permission of the node role, and a setting of the instances.',
        'The hop limit says how far the answer with the token travels; pods are one hop further than the node.',
        'aws iam delete-role-policy …, then bash labs/01-why-identity/metadata.sh "$CLUSTER_A" 1',
      ],
    }),
    step('mend', {
      title: 'Mend what broke',
      checks: [isAssociated('CLUSTER_A', 'why-billing', 'default', 'WHY_BILLING_ROLE'), ...isItself('billing')],
      hints: [
        'The app of billing is to get what the app of orders has.',
        'A role of its own, an association of why-billing/default with it, and new pods.',
        'Step 2 with billing for orders: create-role, put-role-policy, create-pod-identity-association, rollout restart.',
      ],
    }),
  ],
  faults: [
    fault('metadata-open', {
      title: 'The metadata service is open to pods',
      step: 'close',
      trips: metadataIsClosed(),
      symptom: 'hop limit 2',
      why: { cluster: 'CLUSTER_A', namespace: 'why-orders', pod: 'app', link: null },
    }),
  ],
  async leftovers(world) {
    const namespaces = ['why-orders', 'why-billing'].map((namespace) => ({ cluster: 'CLUSTER_A' as const, namespace }));
    const left = await remaining(world, {
      buckets: ['WHY_ORDERS_BUCKET', 'WHY_BILLING_BUCKET'],
      roles: ['WHY_ORDERS_ROLE', 'WHY_BILLING_ROLE'],
      namespaces,
      agents: ['CLUSTER_A'],
    });
    return [...left, ...(await nodesLeft(world))];
  },
});
