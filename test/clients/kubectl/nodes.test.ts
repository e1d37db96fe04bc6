import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
kubectl get nodes -o jsonpath='{.items[0].metadata.name}' > node
kubectl create deployment web --image=busybox:1.36 -- sleep 3600
kubectl run alone --image=busybox:1.36 -- sleep 3600
kubectl rollout status deployment/web --timeout=90s
kubectl wait --for=condition=Ready pod/alone --timeout=60s`;

describeKubectl('nodes', { before }, ({ shows }) => {
  it('lists and labels them', () =>
    shows(`
      $ kubectl get nodes
      NAME                             STATUS  ROLES   AGE  VERSION
      ip-….us-west-2.compute.internal  Ready   <none>  …    v1.33.…
      $ kubectl label node $(cat node) disk=fast && kubectl get nodes -l disk=fast -o name
      node/ip-….us-west-2.compute.internal labeled
      node/ip-….us-west-2.compute.internal
    `));

  it('taints them against pods without a toleration', () =>
    shows(`
      $ kubectl taint node $(cat node) only=special:NoSchedule
      node/ip-….us-west-2.compute.internal tainted
      $ kubectl taint node $(cat node) only=special:NoSchedule
      error: node ip-….us-west-2.compute.internal already has… taint… with same effect(s) and --overwrite is false
      [1]
      $ kubectl run refused --image=busybox:1.36 -- sleep 3600
      pod/refused created
      $ kubectl wait --for=jsonpath='{.status.conditions[?(@.type=="PodScheduled")].reason}'=Unschedulable pod/refused --timeout=60s
      pod/refused condition met
      $ kubectl get events --field-selector involvedObject.name=refused,reason=FailedScheduling -o custom-columns=:.message --no-headers | sed -n 1p
      0/1 nodes are available: 1 node(s) had untolerated taint {only: special}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.
      $ kubectl taint node $(cat node) only-
      node/ip-….us-west-2.compute.internal untainted
      $ kubectl wait --for=condition=Ready pod/refused --timeout=60s
      pod/refused condition met
      $ kubectl taint node $(cat node) only=special:Sometimes 2>&1 | sed -n 1p
      error: invalid taint effect: Sometimes, unsupported taint effect
      [1]
    `));

  it('cordons', () =>
    shows(`
      $ kubectl cordon $(cat node)
      node/ip-….us-west-2.compute.internal cordoned
      $ kubectl cordon $(cat node)
      node/ip-….us-west-2.compute.internal already cordoned
      $ kubectl get nodes --no-headers
      ip-….us-west-2.compute.internal  Ready,SchedulingDisabled  <none>  …  v1.33.…
      $ kubectl cordon nope
      Error from server (NotFound): nodes "nope" not found
      [1]
    `));

  it('drains', () =>
    shows(`
      $ kubectl drain $(cat node) --ignore-daemonsets 2>&1 | tail -1
      …cannot delete Pods that declare no controller (use --force to override): shop/alone, shop/refused
      [1]
      $ kubectl drain $(cat node) --ignore-daemonsets --force --timeout=60s | sort | grep -v evicting
      Warning: deleting Pods that declare no controller: shop/alone, shop/refused
      node/ip-….us-west-2.compute.internal already cordoned
      node/ip-….us-west-2.compute.internal drained
      pod/alone evicted
      pod/refused evicted
      pod/web-… evicted
      $ kubectl get pods --no-headers
      web-…  0/1  Pending  0  …
      $ kubectl uncordon $(cat node)
      node/ip-….us-west-2.compute.internal uncordoned
      $ kubectl rollout status deployment/web --timeout=60s | tail -1
      deployment "web" successfully rolled out
    `));
});
