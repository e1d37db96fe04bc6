import { type App, appIsRefused, appIsSessionOf } from '../kit/app-checks.ts';
import { type Lab, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { findingSays, noIncidentIsOpen } from './checks.ts';

const app: App = { cluster: 'CLUSTER_A', namespace: 'pod-identity', name: 'app' };

/** The room for incidents in those labs: `lab:break -- 19` draws from all of their faults. */
export function incidentRoom(labs: Lab[]): Lab {
  return lab({
    id: '19',
    page: '19-incident-room',
    title: 'Incident room',
    minutes: 30,
    requires: ['04'],
    incidentsOf: labs,
    steps: [
      step('drill', {
        title: 'A drill',
        checks: [
          findingSays('drill', 'agent'),
          appIsSessionOf(
            app,
            (names) => names.PI_ROLE,
            'Pod Identity',
            'Is each link there? Go through the table again.',
          ),
          appIsRefused(
            app,
            "someone else's objects",
            (names) => `objects/someone-else/hello.txt?bucket=${names.PI_BUCKET}`,
            'The remedy opened more than was broken: compare the permissions with those of lab 04.',
          ),
        ],
        hints: [
          'Observe first: what does the app itself say, word for word?',
          'The variables are in the pod and the association is there. Who answers at the address in the variables?',
          'aws eks list-addons --cluster-name "$CLUSTER_A"; then write the finding down with the last block of the step.',
        ],
      }),
      step('incident', {
        title: 'Your incident',
        holdsFromTheStart: 'No incident is open until lab:break -- 19 opens one.',
        checks: [noIncidentIsOpen(labs)],
        hints: [
          'Read the symptom once more: does it come from the SDK, from STS or from the service that the app asks?',
          'npm run lab:why names the first link that is broken. If it finds none, something is allowed that should not be.',
          'The page of the lab that the ticket names has all of its mistakes and their remedies, under "When it breaks".',
        ],
      }),
    ],
    leftovers: (world) => remaining(world, { namespaces: [{ cluster: 'CLUSTER_A', namespace: 'incident-room' }] }),
  });
}
