import { type App, appIsSessionOf, appRuns } from '../kit/app-checks.ts';
import { bucketHolds, tableHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import { objectIsTagged, objectOf, readsBoth, refusesBoth, refusesObject } from './checks.ts';

const teamA: App = { cluster: 'CLUSTER_A', namespace: 'team-a', name: 'app' };
const teamB: App = { cluster: 'CLUSTER_A', namespace: 'team-b', name: 'app' };
const teamAByIrsa: App = { ...teamA, name: 'app-irsa' };
const teamBByIrsa: App = { ...teamB, name: 'app-irsa' };
const restart = 'Was the pod made before the association? Restart the deployment app in team-a and team-b.';

export default lab({
  id: '08',
  page: '08-role-reusability',
  title: 'Role reusability',
  minutes: 25,
  steps: [
    step('data', {
      title: "Two teams' data in one place",
      checks: [
        bucketHolds('TEAMS_BUCKET', objectOf('team-a')),
        bucketHolds('TEAMS_BUCKET', objectOf('team-b')),
        objectIsTagged('team-a'),
        objectIsTagged('team-b'),
        tableHolds('TEAMS_TABLE', 'team-a'),
        tableHolds('TEAMS_TABLE', 'team-b'),
      ],
      hints: [
        'One bucket, one table. What tells the teams apart is a tag on the object and the first part of the key.',
        'The tag is called team, its value is the name of the namespace.',
        'aws s3api put-object --bucket "$TEAMS_BUCKET" --key team-a/plan.txt --body … --tagging team=team-a',
      ],
    }),
    step('role', {
      title: 'One role for every team',
      checks: [trustsPodIdentity('TEAMS_ROLE')],
      hints: [
        'The role is made as in lab 04; only its permissions are new.',
        'Both policies are files in labs/08-role-reusability: trust-policy.json and permissions.json.',
        'aws iam create-role … --assume-role-policy-document file://labs/08-role-reusability/trust-policy.json, then put-role-policy',
      ],
    }),
    step('teams', {
      title: 'Two teams use it',
      checks: [
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'team-a', 'app', 'TEAMS_ROLE'),
        isAssociated('CLUSTER_A', 'team-b', 'app', 'TEAMS_ROLE'),
        appIsSessionOf(teamA, (names) => names.TEAMS_ROLE, 'Pod Identity', restart),
        appIsSessionOf(teamB, (names) => names.TEAMS_ROLE, 'Pod Identity', restart),
        ...readsBoth(teamA, 'team-a'),
        ...refusesBoth(teamA, 'team-b'),
        ...readsBoth(teamB, 'team-b'),
        ...refusesBoth(teamB, 'team-a'),
      ],
      hints: [
        'Each team gets an association of its own, with the same role.',
        'The agent first, then both associations, then the pods: the order matters.',
        'aws eks create-pod-identity-association --cluster-name "$CLUSTER_A" --namespace team-a --service-account app --role-arn "arn:aws:iam::$ACCOUNT_ID:role/$TEAMS_ROLE"; the same for team-b',
      ],
    }),
    step('irsa', {
      title: 'The same with IRSA',
      checks: [
        appRuns(teamAByIrsa, 'app-irsa'),
        appRuns(teamBByIrsa, 'app-irsa'),
        appIsSessionOf(teamAByIrsa, (names) => names.TEAMS_IRSA_ROLE, 'IRSA', 'See the annotation of team-a/app-irsa.'),
        appIsSessionOf(teamBByIrsa, (names) => names.TEAMS_IRSA_ROLE, 'IRSA', 'See the annotation of team-b/app-irsa.'),
        ...refusesBoth(teamAByIrsa, 'team-a'),
        ...refusesBoth(teamBByIrsa, 'team-b'),
      ],
      hints: [
        'The role is shared once more, now through two annotated service accounts.',
        'At the end of the step the role has the permissions with the tags again, and no team reads anything.',
        'aws iam put-role-policy --role-name "$TEAMS_IRSA_ROLE" --policy-name teams --policy-document file://labs/08-role-reusability/permissions.json',
      ],
    }),
  ],
  faults: [
    fault('tag-key-typo', {
      title: 'A typo in a tag key opens every object',
      step: 'teams',
      trips: refusesObject(teamA, 'team-b'),
      symptom: 'it was allowed',
      why: { cluster: 'CLUSTER_A', namespace: 'team-a', pod: 'app', link: null },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['TEAMS_BUCKET'],
      tables: ['TEAMS_TABLE'],
      roles: ['TEAMS_ROLE', 'TEAMS_IRSA_ROLE'],
      providers: ['CLUSTER_A'],
      namespaces: [
        { cluster: 'CLUSTER_A', namespace: 'team-a' },
        { cluster: 'CLUSTER_A', namespace: 'team-b' },
      ],
      agents: ['CLUSTER_A'],
    }),
});
