import { type App, appIsSessionOf } from '../kit/app-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated } from '../kit/pod-identity-checks.ts';
import { appIsNode, appIsUser, userHasKey } from './checks.ts';

const pod = (name: string): App => ({ cluster: 'CLUSTER_A', namespace: 'chain', name });

const associationWins = appIsSessionOf(
  pod('app'),
  (names) => names.CHAIN_ROLE,
  'Pod Identity',
  'Look at its variables, names only: bash labs/in-pod.sh "$CLUSTER_A" chain app env | grep ^AWS_ | cut -d= -f1',
);

export default lab({
  id: '12',
  page: '12-credential-chain',
  title: 'The credential chain',
  minutes: 25,
  steps: [
    step('sources', {
      title: 'Five sources of credentials',
      checks: [
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'chain', 'app', 'CHAIN_ROLE'),
        userHasKey('CHAIN_FILE_USER'),
        userHasKey('CHAIN_KEYS_USER'),
      ],
      hints: [
        'Two roles, two users, an association: each has a name of its own, so that an answer tells where it came from.',
        'None of them has permissions: everybody may ask who they are.',
        'Run the blocks of the step once more: each command looks first and makes only what is missing.',
      ],
    }),
    step('given', {
      title: 'What a pod is given',
      checks: [appIsNode(pod('node-role')), associationWins],
      hints: [
        'One pod has nothing of its own. The other has an annotation and an association.',
        'The association must be there before the pod. Was it?',
        'kubectl apply -f labs/12-credential-chain/app.yaml, then kubectl -n chain rollout restart deployment/app',
      ],
    }),
    step('taken', {
      title: 'What the SDK takes',
      checks: [
        appIsSessionOf(
          pod('web-identity'),
          (names) => names.CHAIN_IRSA_ROLE,
          'IRSA',
          'It needs the ConfigMap web-identity, and a token for the audience sts.amazonaws.com.',
        ),
        appIsUser(pod('file'), 'CHAIN_FILE_USER'),
        appIsUser(pod('keys'), 'CHAIN_KEYS_USER'),
      ],
      hints: [
        'Each of the three pods has all that the one before has, and one source more.',
        'The ConfigMap web-identity and the Secrets file and keys come from the first step.',
        'kubectl apply -f labs/12-credential-chain/web-identity.yaml -f labs/12-credential-chain/file.yaml -f labs/12-credential-chain/keys.yaml',
      ],
    }),
  ],
  faults: [
    fault('keys-in-config-map', {
      title: 'Keys of a user were left in a ConfigMap',
      step: 'given',
      trips: associationWins,
      symptom: ':user/workshop-chain-keys',
      why: { cluster: 'CLUSTER_A', namespace: 'chain', pod: 'app', link: 'other-credentials' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      users: ['CHAIN_FILE_USER', 'CHAIN_KEYS_USER'],
      roles: ['CHAIN_ROLE', 'CHAIN_IRSA_ROLE'],
      providers: ['CLUSTER_A'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'chain' }],
      agents: ['CLUSTER_A'],
    }),
});
