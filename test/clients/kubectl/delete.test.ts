import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

// kubectl says `deleted from shop namespace` since version 1.34.
const before = `
kubectl create configmap one && kubectl create configmap two && kubectl create configmap three
kubectl label configmap two three group=yes
kubectl create deployment web --image=busybox:1.36 -- sleep 3600
kubectl run alone --image=busybox:1.36 -- sleep 3600
kubectl rollout status deployment/web --timeout=90s
kubectl wait --for=condition=Ready pod/alone --timeout=60s`;

describeKubectl('delete', { before }, ({ shows }) => {
  it('deletes by name, by file and by label', () =>
    shows(`
      $ kubectl delete configmap one --dry-run=server
      configmap "one" deleted… (server dry run)
      $ kubectl delete configmap one
      configmap "one" deleted…
      $ kubectl delete configmap -l group=yes
      configmap "three" deleted…
      configmap "two" deleted…
      $ kubectl delete configmap -l group=yes
      No resources found
      $ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}' | kubectl delete -f -
      Error from server (NotFound): error when deleting "STDIN": configmaps "one" not found
      [1]
    `));

  it('asks what to delete', () =>
    shows(`
      $ kubectl delete pod
      error: resource(s) were provided, but no name was specified
      [1]
      $ kubectl delete foo bar
      error: the server doesn't have a resource type "foo"
      [1]
      $ kubectl delete configmap --all -l a=b
      error: setting 'all' parameter but found a non empty selector. 
      [1]
    `));

  it('leaves behind what a Deployment made, when asked to', () =>
    shows(`
      $ kubectl delete deployment web --cascade=orphan
      deployment.apps "web" deleted…
      $ kubectl get deployments,replicasets -o name | cut -d - -f 1
      replicaset.apps/web
      $ kubectl delete replicaset -l app=web --cascade=orphan
      replicaset.apps "web-…" deleted…
      $ kubectl get pods -l app=web -o jsonpath='{.items[*].metadata.ownerReferences}{.items[*].status.phase}'
      Running
      $ kubectl delete pod -l app=web
      pod "web-…" deleted…
    `));

  it('waits for all that depends on it in the foreground', () =>
    shows(`
      $ kubectl create deployment web --image=busybox:1.36 -- sleep 3600
      deployment.apps/web created
      $ kubectl rollout status deployment/web --timeout=90s | tail -1
      deployment "web" successfully rolled out
      $ kubectl delete deployment web --cascade=foreground
      deployment.apps "web" deleted…
      $ kubectl get deployments,replicasets,pods -l app=web
      No resources found in shop namespace.
    `));

  it('brings a pod of a ReplicaSet back', () =>
    shows(`
      $ kubectl create deployment again --image=busybox:1.36 -- sleep 3600 && kubectl rollout status deployment/again --timeout=90s | tail -1
      deployment.apps/again created
      deployment "again" successfully rolled out
      $ kubectl delete pod -l app=again
      pod "again-…" deleted…
      $ kubectl wait --for=jsonpath='{.status.readyReplicas}'=1 deployment/again --timeout=60s
      deployment.apps/again condition met
      $ kubectl delete deployment again --now
      deployment.apps "again" deleted…
    `));

  it('deletes by force, and without waiting', () =>
    shows(`
      $ kubectl delete pod alone --grace-period=0 --force
      Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.
      pod "alone" force deleted…
      $ kubectl get pod alone
      Error from server (NotFound): pods "alone" not found
      [1]
      $ kubectl delete pod alone --ignore-not-found --wait=false
    `));

  it('keeps an object until its finalizers are gone', () =>
    shows(`
      $ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: held, finalizers: [example.com/hold]}}' | kubectl create -f -
      configmap/held created
      $ kubectl delete configmap held --wait=false
      configmap "held" deleted…
      $ kubectl get configmap held -o jsonpath='{.metadata.deletionTimestamp}'
      20…Z
      $ kubectl patch configmap held --type=merge -p '{"metadata":{"finalizers":null}}'
      configmap/held patched
      $ kubectl get configmap held
      Error from server (NotFound): configmaps "held" not found
      [1]
    `));

  it('deletes a namespace with all that is in it', () =>
    shows(`
      $ kubectl create namespace gone && kubectl -n gone create configmap app
      namespace/gone created
      configmap/app created
      $ kubectl delete namespace gone --timeout=60s
      namespace "gone" deleted
      $ kubectl get configmaps -n gone
      No resources found in gone namespace.
    `));
});
