import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
cat > box.yaml <<END
apiVersion: v1
kind: Pod
metadata: {name: box, labels: {app: box}}
spec:
  containers:
  - {name: main, image: busybox:1.36, command: [sleep, "3600"], env: [{name: COLOR, value: blue}]}
  - {name: side, image: busybox:1.36, command: [sleep, "3600"]}
END
kubectl apply -f box.yaml && kubectl wait --for=condition=Ready pod/box --timeout=60s`;

describeKubectl('exec and cp', { before }, ({ shows }) => {
  it('runs a command in a container', () =>
    shows(`
      $ kubectl exec box -- echo hi
      Defaulted container "main" out of: main, side
      hi
      $ kubectl exec box -c side -- sh -c 'echo out; echo err >&2' 2>/dev/null
      out
      $ kubectl exec pod/box -c main -- sh -c 'echo $COLOR; hostname'
      blue
      box
    `));

  it('ends as the command does', () =>
    shows(`
      $ kubectl exec box -c main -- sh -c 'exit 7'
      command terminated with exit code 7
      [7]
      $ kubectl exec box -c main -- true
    `));

  it('passes standard input on', () =>
    shows(`
      $ echo typed | kubectl exec -i box -c main -- cat
      typed
      $ echo 'echo $((6 * 7))' | kubectl exec -i box -c main -- sh
      42
      $ kubectl exec -it box -c main -- echo tty < /dev/null
      Unable to use a TTY - input is not a terminal or the right kind of file
      tty
    `));

  it('says what it cannot run, and where', () =>
    shows(`
      $ kubectl exec nope -- ls
      Error from server (NotFound): pods "nope" not found
      [1]
      $ kubectl exec box
      error: you must specify at least one command for the container
      [1]
      $ kubectl exec configmap/kube-root-ca.crt -- ls
      error: cannot attach to *v1.ConfigMap: selector for *v1.ConfigMap not implemented
      [1]
    `));

  it('reaches the pods of a Deployment and of a Service', () =>
    shows(`
      $ kubectl create deployment web --image=nginx:1.27 && kubectl expose deployment web --port=80
      deployment.apps/web created
      service/web exposed
      $ kubectl rollout status deployment/web --timeout=90s | tail -1
      deployment "web" successfully rolled out
      $ kubectl exec deployment/web -- echo hi
      hi
      $ kubectl exec service/web -- echo hi
      hi
    `));

  it('copies files into a container and back', () =>
    shows(`
      $ mkdir sent && echo one > sent/one && echo two > sent/two
      $ kubectl cp sent box:/tmp/got -c side
      $ kubectl exec box -c side -- sh -c 'cat /tmp/got/one /tmp/got/two'
      one
      two
      $ kubectl cp shop/box:tmp/got back -c side && diff -r sent back && echo same
      same
      $ kubectl cp shop/box:/tmp/got/one one -c side 2>/dev/null && cat one
      one
      $ kubectl cp box:/nope nope -c side 2>&1 | tail -1
      command terminated with exit code 2
      [2]
    `));
});
