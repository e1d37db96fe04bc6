import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
kubectl run front --image=busybox:1.36 --labels=app=front -- sleep 3600
kubectl run back --image=busybox:1.36 --labels=app=back -- sleep 3600
kubectl wait --for=condition=Ready pod --all --timeout=60s`;

describeKubectl('get', { before }, ({ shows }) => {
  it('prints tables, narrow and wide', () =>
    shows(`
      $ kubectl get pods
      NAME   READY  STATUS   RESTARTS  AGE
      back   1/1    Running  0         …
      front  1/1    Running  0         …
      $ kubectl get pod front -o wide
      NAME   READY  STATUS   RESTARTS  AGE  IP    NODE                             NOMINATED NODE  READINESS GATES
      front  1/1    Running  0         …    10.…  ip-….us-west-2.compute.internal  <none>          <none>
      $ kubectl get pods --no-headers --show-labels -l app=front
      front  1/1  Running  0  …  app=front
      $ kubectl get namespaces
      NAME             STATUS  AGE
      default          Active  …
      kube-node-lease  Active  …
      kube-public      Active  …
      kube-system      Active  …
      shop             Active  …
    `));

  it('prints several kinds, and all', () =>
    shows(`
      $ kubectl get po/front sa,cm
      error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'
      [1]
      $ kubectl get sa,cm
      NAME                    SECRETS  AGE
      serviceaccount/default  0        …

      NAME                        DATA  AGE
      configmap/kube-root-ca.crt  1     …
      $ kubectl get all
      NAME       READY  STATUS   RESTARTS  AGE
      pod/back   1/1    Running  0         …
      pod/front  1/1    Running  0         …
      $ kubectl get all -n nope
      No resources found in nope namespace.
    `));

  it('prints names and fields', () =>
    shows(`
      $ kubectl get pods -o name
      pod/back
      pod/front
      $ kubectl get pod front -o jsonpath='{.spec.containers[*].image} {.status.phase}{"\\n"}'
      busybox:1.36 Running
      $ kubectl get pods -o jsonpath='{range .items[?(@.metadata.labels.app=="back")]}{.metadata.name}{end}'
      back
      $ kubectl get pods -o custom-columns=POD:.metadata.name,IMAGE:.spec.containers[0].image,NONE:.spec.nope
      POD    IMAGE         NONE
      back   busybox:1.36  <none>
      front  busybox:1.36  <none>
      $ kubectl get pods -o go-template='{{range .items}}{{.metadata.name}};{{end}}'
      back;front;
      $ kubectl get pods -o nope 2>&1 | cut -d , -f 1
      error: unable to match a printer suitable for the output format "nope"
      [1]
    `));

  it('prints objects as YAML and JSON', () =>
    shows(`
      $ kubectl get namespace shop -o yaml
      apiVersion: v1
      kind: Namespace
      metadata:
        creationTimestamp: "…"
        labels:
          kubernetes.io/metadata.name: shop
        name: shop
        resourceVersion: "…"
        uid: …
      spec:
        finalizers:
        - kubernetes
      status:
        phase: Active
      $ kubectl get serviceaccount default -o json
      {
          "apiVersion": "v1",
          "kind": "ServiceAccount",
          "metadata": {
              "creationTimestamp": "…",
              "name": "default",
              "namespace": "shop",
              "resourceVersion": "…",
              "uid": "…"
          }
      }
      $ kubectl get serviceaccounts -o json | jq -c '[.kind, .metadata.resourceVersion]'
      ["List",""]
    `));

  it('sorts, and takes long lists in pieces', () =>
    shows(`
      $ kubectl get pods --sort-by=.metadata.labels.app -o name
      pod/back
      pod/front
      $ kubectl get pods --sort-by='{.status.podIP}' --no-headers -o custom-columns=:.status.podIP | sort -c && echo sorted
      sorted
      $ kubectl get pods --chunk-size=1 -o name
      pod/back
      pod/front
    `));

  it('selects by fields', () =>
    shows(`
      $ kubectl get pods --field-selector metadata.name=front,status.phase=Running -o name
      pod/front
      $ kubectl get pods --field-selector metadata.name!=front -o name
      pod/back
      $ kubectl get events --field-selector involvedObject.name=front,reason=Scheduled -o custom-columns=:.message
      Successfully assigned shop/front to ip-….us-west-2.compute.internal
    `));

  it('looks into all namespaces', () =>
    shows(`
      $ kubectl get pods -A -l app=front
      NAMESPACE  NAME   READY  STATUS   RESTARTS  AGE
      shop       front  1/1    Running  0         …
      $ kubectl get serviceaccounts -A -o name | wc -l
      5
    `));

  it('reads paths as they are', () =>
    shows(`
      $ kubectl get --raw /healthz
      ok
      $ kubectl get --raw /api/v1/namespaces/shop/pods?limit=1 | jq -r '.kind, .items[].metadata.name, .metadata.remainingItemCount'
      PodList
      back
      1
      $ kubectl get pod front --subresource=status -o jsonpath='{.status.phase}'
      Running
    `));
});
