import { type App, appIsSessionOf, appRuns } from '../kit/app-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import { everyPodIsInjected, restartsInVain } from './checks.ts';

const early: App = { cluster: 'CLUSTER_A', namespace: 'admission', name: 'early' };
const app: App = { ...early, name: 'app' };

export default lab({
  id: '11',
  page: '11-admission-timing',
  title: 'Admission timing',
  minutes: 20,
  steps: [
    step('early', {
      title: 'A pod born too early',
      checks: [trustsPodIdentity('ADMISSION_ROLE'), agentRuns('CLUSTER_A'), appRuns(early, 'app')],
      hints: [
        'Everything is ready but one thing: the association comes in the next step.',
        'The role is made as in lab 04, without permissions; the app only asks who it is.',
        'kubectl apply -f labs/11-admission-timing/early.yaml, then kubectl -n admission rollout status deployment/early',
      ],
    }),
    step('associate', {
      title: 'The association comes, and the pod stays without',
      checks: [isAssociated('CLUSTER_A', 'admission', 'app', 'ADMISSION_ROLE'), restartsInVain(early)],
      hints: [
        'What does a restarted container share with the one before?',
        'The container restarts when its liveness probe fails; early.yaml says what the probe looks at.',
        'bash labs/in-pod.sh "$CLUSTER_A" admission early touch /tmp/unwell, then kubectl -n admission get pods',
      ],
    }),
    step('gate', {
      title: 'Challenge: gate a rollout',
      checks: [
        everyPodIsInjected(app),
        appIsSessionOf(
          app,
          (names) => names.ADMISSION_ROLE,
          'Pod Identity',
          'Pods get the variables when they are made: kubectl -n admission rollout restart deployment/app',
        ),
      ],
      hints: [
        'No API says that the webhook knows an association. Who could you ask instead?',
        'A server-side dry run goes through admission and makes nothing.',
        'bash labs/wait-for-variable.sh "$CLUSTER_A" labs/11-admission-timing/probe.yaml AWS_CONTAINER_CREDENTIALS_FULL_URI, then kubectl apply -f labs/11-admission-timing/app.yaml',
      ],
    }),
  ],
  faults: [
    fault('born-too-early', {
      title: 'The pods were made before their association',
      step: 'gate',
      trips: everyPodIsInjected(app),
      symptom: 'Could not load credentials from any providers',
      why: { cluster: 'CLUSTER_A', namespace: 'admission', pod: 'app', link: 'timing' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      roles: ['ADMISSION_ROLE'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'admission' }],
      agents: ['CLUSTER_A'],
    }),
});
