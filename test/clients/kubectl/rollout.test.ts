import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
kubectl create deployment web --image=nginx:1.27
kubectl rollout status deployment/web --timeout=90s`;

const DONE = `$ kubectl rollout status deployment/web --timeout=90s | tail -1
      deployment "web" successfully rolled out`;

describeKubectl('rollouts and scale', { before }, ({ shows }) => {
  it('rolls out, and remembers revisions', () =>
    shows(`
      $ kubectl set image deployment/web nginx=nginx:1.28
      deployment.apps/web image updated
      $ kubectl annotate deployment web kubernetes.io/change-cause='to 1.28'
      deployment.apps/web annotated
      ${DONE}
      $ kubectl rollout history deployment/web
      deployment.apps/web
      REVISION  CHANGE-CAUSE
      1         <none>
      2         to 1.28
      $ kubectl rollout history deployment/web --revision=1 | grep -o "nginx:1.*"
      nginx:1.27
      $ kubectl get replicasets -o wide --sort-by=.metadata.annotations.deployment\\\\.kubernetes\\\\.io/revision
      NAME   DESIRED  CURRENT  READY  AGE  CONTAINERS  IMAGES      SELECTOR
      web-…  0        0        0      …    nginx       nginx:1.27  app=web,pod-template-hash=…
      web-…  1        1        1      …    nginx       nginx:1.28  app=web,pod-template-hash=…
    `));

  it('goes back', () =>
    shows(`
      $ kubectl rollout undo deployment/web
      deployment.apps/web rolled back
      ${DONE}
      $ kubectl get deployment web -o jsonpath='{..image} {.metadata.annotations.deployment\\.kubernetes\\.io/revision}'
      nginx:1.27 3
      $ kubectl rollout undo deployment/web --to-revision=99
      error: unable to find specified revision 99 in history
      [1]
      $ kubectl rollout undo deployment/web --to-revision=2
      deployment.apps/web rolled back
      ${DONE}
    `));

  it('pauses and resumes', () =>
    shows(`
      $ kubectl rollout pause deployment/web
      deployment.apps/web paused
      $ kubectl rollout pause deployment/web
      error: deployments.apps "web" is already paused
      [1]
      $ kubectl set image deployment/web nginx=nginx:1.29
      deployment.apps/web image updated
      $ kubectl rollout status deployment/web --timeout=1s
      Waiting for deployment "web" rollout to finish: 0 out of 1 new replicas have been updated...
      error: timed out waiting for the condition
      [1]
      $ kubectl rollout restart deployment/web
      error: deployments.apps "web" can't restart paused deployment (run rollout resume first)
      [1]
      $ kubectl rollout undo deployment/web
      error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again
      [1]
      $ kubectl rollout resume deployment/web
      deployment.apps/web resumed
      $ kubectl rollout resume deployment/web
      error: deployments.apps "web" is not paused
      [1]
      ${DONE}
    `));

  it('restarts', () =>
    shows(`
      $ kubectl get pods -l app=web -o name > old
      $ kubectl rollout restart deployment
      deployment.apps/web restarted
      ${DONE}
      $ kubectl wait --for=delete $(cat old) --timeout=60s && kubectl get pods -l app=web -o name | comm -12 - old
    `));

  it('scales', () =>
    shows(`
      $ kubectl scale deployment web --replicas=3
      deployment.apps/web scaled
      $ kubectl wait --for=jsonpath='{.status.readyReplicas}'=3 deployment/web --timeout=90s
      deployment.apps/web condition met
      $ kubectl scale deployment/web --replicas=1 --current-replicas=2
      error: Expected replicas to be 2, was 3
      [1]
      $ kubectl scale deployment/web --replicas=1 --current-replicas=3
      deployment.apps/web scaled
      $ kubectl scale configmap kube-root-ca.crt --replicas=2
      Error from server (NotFound): the server could not find the requested resource
      [1]
      $ kubectl autoscale deployment web --max=3
      Error from server (NotFound): the server could not find the requested resource
      [1]
    `));

  it('has no rollouts of other kinds', () =>
    shows(`
      $ kubectl rollout status configmap/kube-root-ca.crt
      error: no status viewer has been implemented for ConfigMap
      [1]
      $ kubectl rollout status deployment/nope
      Error from server (NotFound): deployments.apps "nope" not found
      [1]
    `));

  it('exposes', () =>
    shows(`
      $ kubectl expose deployment web --port=8080 --target-port=80
      service/web exposed
      $ kubectl get service web -o wide
      NAME  TYPE       CLUSTER-IP  EXTERNAL-IP  PORT(S)   AGE  SELECTOR
      web   ClusterIP  172.20.…    <none>       8080/TCP  …    app=web
      $ kubectl wait --for=jsonpath='{.subsets[0].ports[0].port}'=80 endpoints/web --timeout=60s 2>&1 | tail -1
      endpoints/web condition met
      $ kubectl expose deployment web --port=80
      Error from server (AlreadyExists): services "web" already exists
      [1]
      $ kubectl expose configmap kube-root-ca.crt --port=80
      error: cannot expose a ConfigMap
      [1]
    `));
});
