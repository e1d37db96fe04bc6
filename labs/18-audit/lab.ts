import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, keepsSessionTags } from '../kit/pod-identity-checks.ts';
import { culpritIsLabelled, threeRun, trailEndsAtAccount, trailLeadsToPod } from './checks.ts';

// Without them, all that is left is a session name with ten characters of the pod's. facts B.6
const sessionsAreTagged = keepsSessionTags('CLUSTER_A', 'audit', 'worker');

export default lab({
  id: '18',
  page: '18-audit',
  title: 'Audit',
  minutes: 30,
  steps: [
    step('workers', {
      title: 'Six pods that may delete things',
      checks: [
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'audit', 'worker', 'AUDIT_ROLE'),
        threeRun('worker'),
        threeRun('worker-irsa'),
      ],
      hints: [
        'Two Deployments of three pods each: one by Pod Identity, one by IRSA.',
        'Roles, annotation and association have to be there before the pods.',
        'Run the blocks of the step once more: each command looks first and makes only what is missing.',
      ],
    }),
    step('irsa', {
      title: 'By IRSA: as far as the service account',
      checks: [trailEndsAtAccount],
      hints: [
        'Two events have something in common: what was done with a session, and how the session began.',
        'It is the access key: in userIdentity of the one, in responseElements of the other.',
        'bash labs/18-audit/events.sh DeleteTable "$AUDIT_IRSA_TABLE", then events.sh AssumeRoleWithWebIdentity with the access key',
      ],
    }),
    step('pod-identity', {
      title: 'By Pod Identity: as far as the pod',
      checks: [sessionsAreTagged, trailLeadsToPod],
      hints: [
        'EKS starts the session here. What does it tell STS about the pod?',
        'The event is AssumeRole, called by pods.eks.amazonaws.com; the tags are in requestParameters.',
        'bash labs/18-audit/events.sh PutBucketTagging "$AUDIT_BUCKET", then events.sh AssumeRole with the access key',
      ],
    }),
    step('culprit', {
      title: 'Challenge: who deleted the table?',
      checks: [culpritIsLabelled],
      hints: [
        'The session name will not do: which part of it is the same for all three pods?',
        'Take the access key of DeleteTable to the AssumeRole event, and read kubernetes-pod-name there.',
        'bash labs/18-audit/events.sh AssumeRole <access key> | grep -o \'"kubernetes-pod-name","value":"[^"]*"\', then kubectl -n audit label pod <name> culprit=yes',
      ],
    }),
  ],
  faults: [
    fault('tags-off', {
      title: 'The association puts no tags on its sessions',
      step: 'pod-identity',
      trips: sessionsAreTagged,
      symptom: 'disableSessionTags true',
      why: { cluster: 'CLUSTER_A', namespace: 'audit', pod: 'worker', link: null },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['AUDIT_BUCKET'],
      tables: ['AUDIT_TABLE', 'AUDIT_IRSA_TABLE'],
      roles: ['AUDIT_ROLE', 'AUDIT_IRSA_ROLE'],
      providers: ['CLUSTER_A'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'audit' }],
      agents: ['CLUSTER_A'],
    }),
});
