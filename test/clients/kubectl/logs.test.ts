import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
cat > talk.yaml <<END
apiVersion: v1
kind: Pod
metadata: {name: talk, labels: {app: talk}}
spec:
  containers:
  - {name: main, image: busybox:1.36, command: [sh, -c, "echo one; echo two >&2; echo three; sleep 3600"]}
  - {name: side, image: busybox:1.36, command: [sh, -c, "echo beside; sleep 3600"]}
END
kubectl apply -f talk.yaml
kubectl run crash --image=busybox:1.36 -- sh -c 'echo crashed; exit 1'
kubectl run once --image=busybox:1.36 --restart=Never -- echo done
kubectl wait --for=condition=Ready pod/talk --timeout=60s
kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/once --timeout=60s
kubectl wait --for=jsonpath='{.status.containerStatuses[0].lastState.terminated.exitCode}'=1 pod/crash --timeout=60s
until kubectl logs talk -c main | grep three; do :; done
until kubectl logs talk -c side | grep beside; do :; done`;

describeKubectl('logs', { before }, ({ shows }) => {
  it('prints what a container said, and has said at its end', () =>
    shows(`
      $ kubectl logs talk
      Defaulted container "main" out of: main, side
      one
      two
      three
      $ kubectl logs talk side
      beside
      $ kubectl logs once
      done
    `));

  // kubectl keeps its requests in a Go map, and asks in whatever order that gives.
  it('prints all containers, with their names', () =>
    shows(`
      $ kubectl logs talk --all-containers | sort
      beside
      one
      three
      two
      $ kubectl logs -l app=talk --all-containers --prefix --tail=1 | sort
      [pod/talk/main] three
      [pod/talk/side] beside
    `));

  it('prints a part', () =>
    shows(`
      $ kubectl logs talk -c main --tail=2
      two
      three
      $ kubectl logs talk -c main --tail=0
      $ kubectl logs talk -c main --limit-bytes=5
      one
      t
      $ kubectl logs talk -c main --since-time=2000-01-01T00:00:00Z --tail=1
      three
      $ kubectl logs talk -c main --since=soon 2>&1 | sed -n 1p
      error: invalid argument "soon" for "--since" flag: time: invalid duration "soon"
      [1]
    `));

  it('prints times', () =>
    shows(`
      $ kubectl logs talk -c side --timestamps | sed 's/^[0-9-]*T[0-9:.]*Z/TIME/'
      TIME beside
    `));

  it('follows to the end', () =>
    shows(`
      $ kubectl run count --image=busybox:1.36 --restart=Never -- sh -c 'echo one; sleep 1; echo two'
      pod/count created
      $ kubectl wait --for=jsonpath='{.status.containerStatuses[0].state}' pod/count --timeout=60s
      pod/count condition met
      $ kubectl logs -f count --pod-running-timeout=60s
      one
      two
    `));

  it('keeps the log of the previous container', () =>
    shows(`
      $ kubectl logs crash --previous
      crashed
      $ kubectl logs talk -c main --previous
      Error from server (BadRequest): previous terminated container "main" in pod "talk" not found
      [1]
    `));

  it('says what has no log', () =>
    shows(`
      $ kubectl logs nope
      error: error from server (NotFound): pods "nope" not found in namespace "shop"
      [1]
      $ kubectl logs talk -c nope
      error: container nope is not valid for pod talk
      [1]
      $ kubectl logs -l app=nope
      No resources found in shop namespace.
      $ kubectl logs configmap/kube-root-ca.crt
      error: cannot get the logs from *v1.ConfigMap: selector for *v1.ConfigMap not implemented
      [1]
      $ kubectl run unknown --image=redis && kubectl wait --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}' pod/unknown --timeout=60s
      pod/unknown created
      pod/unknown condition met
      $ kubectl logs unknown
      Error from server (BadRequest): container "unknown" in pod "unknown" is waiting to start: …
      [1]
    `));
});
