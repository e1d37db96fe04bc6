import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
kubectl run box --image=busybox:1.36 -- sleep 3600
kubectl wait --for=condition=Ready pod/box --timeout=60s`;

describeKubectl('watch, wait and events', { before }, ({ shows }) => {
  it('watches', () =>
    shows(`
      $ kubectl get configmaps --watch --output-watch-events > watched & watch=$!
      > until grep -q ADDED watched; do :; done
      > kubectl create configmap app && kubectl label configmap app a=b
      > kubectl delete configmap app | cut -d ' ' -f 1-3
      > until grep -q DELETED watched; do :; done
      > kill $watch; cat watched
      configmap/app created
      configmap/app labeled
      configmap "app" deleted
      EVENT     NAME              DATA  AGE
      ADDED     kube-root-ca.crt  1     …
      ADDED     app               0     …
      MODIFIED  app               0     …
      DELETED   app               0     …
    `));

  it('waits for conditions, fields, creation and deletion', () =>
    shows(`
      $ kubectl wait --for=condition=Ready pod/box
      pod/box condition met
      $ kubectl wait --for=jsonpath='{.status.phase}'=Running pod -l run=box
      pod/box condition met
      $ kubectl wait --for=create pod/box
      pod/box condition met
      $ (until kubectl get pod late 2>/dev/null; do kubectl run late --image=busybox:1.36 -- sleep 9; done >/dev/null) &
      > kubectl wait --for=create pod/late --timeout=60s && kubectl wait --for=condition=Ready pod/late --timeout=60s
      pod/late condition met
      pod/late condition met
      $ kubectl delete pod late --wait=false | cut -d ' ' -f 1-3 && kubectl wait --for=delete pod/late --timeout=60s
      pod "late" deleted
    `));

  it('waits no longer than it is told', () =>
    shows(`
      $ kubectl wait --for=condition=Nope pod/box --timeout=1s
      error: timed out waiting for the condition on pods/box
      [1]
      $ kubectl wait --for=condition=Ready pod/nope --timeout=1s
      Error from server (NotFound): pods "nope" not found
      [1]
      $ kubectl wait --for=condition=Ready pod -l run=nope --timeout=1s
      error: no matching resources found
      [1]
      $ kubectl wait pod/box
      error: unrecognized condition: ""
      [1]
    `));

  it('tells what has happened', () =>
    shows(`
      $ kubectl events --for pod/box | grep -v -e Pull
      LAST SEEN  TYPE    REASON     OBJECT   MESSAGE
      …          Normal  Scheduled  Pod/box  Successfully assigned shop/box to ip-….us-west-2.compute.internal
      …          Normal  Created    Pod/box  Created container: box
      …          Normal  Started    Pod/box  Started container box
      $ kubectl get events --field-selector involvedObject.name=box,reason=Started
      LAST SEEN  TYPE    REASON   OBJECT   MESSAGE
      …          Normal  Started  pod/box  Started container box
      $ kubectl events --types=Warning
      No events found in shop namespace.
    `));
});
