import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

/** A Pod with one container, which is given without its braces. */
const pod = (container: string, spec = '') =>
  `echo '{apiVersion: v1, kind: Pod, metadata: {name: app}, spec: {${spec}containers: [{${container}}]}}' | kubectl apply -f -`;

describeKubectl('manifests with mistakes', {}, ({ shows }) => {
  it('says what a pod lacks', () =>
    shows(`
      $ echo '{apiVersion: v1, kind: Pod, metadata: {name: app}}' | kubectl apply -f -
      The Pod "app" is invalid: spec.containers: Required value
      [1]
      $ ${pod('image: busybox')}
      The Pod "app" is invalid: spec.containers[0].name: Required value
      [1]
      $ ${pod('name: app, image: busybox, volumeMounts: [{name: data, mountPath: /data}]')}
      The Pod "app" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "data"
      [1]
      $ ${pod('name: app, image: busybox', 'restartPolicy: Sometimes, ')}
      The Pod "app" is invalid: spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"
      [1]
      $ ${pod('name: app, image: busybox', 'serviceAccountName: nope, ')}
      Error from server (Forbidden): error when creating "STDIN": pods "app" is forbidden: error looking up service account shop/nope: serviceaccount "nope" not found
      [1]
    `));

  it('names fields that it does not know', () =>
    shows(`
      $ ${pod('name: app, image: busybox, comand: [ls]')}
      Error from server (BadRequest): error when creating "STDIN": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.containers[0].comand"
      [1]
      $ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: app}, dat: {a: b}}' | kubectl apply --validate=ignore -f -
      configmap/app created
      $ kubectl get configmap app -o jsonpath='{.dat}'
    `));

  it('wants apiVersion, kind and name', () =>
    shows(`
      $ echo '{kind: Pod, metadata: {name: app}}' | kubectl apply -f -
      error: error validating "STDIN": error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false
      [1]
      $ echo '{apiVersion: v1, metadata: {name: app}}' | kubectl apply -f -
      error: error validating "STDIN": error validating data: kind not set; if you choose to ignore these errors, turn validation off with --validate=false
      [1]
      $ echo '{apiVersion: v1, kind: ConfigMap}' | kubectl create -f -
      The ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required
      [1]
    `));

  it('knows which kinds are in which version', () =>
    shows(`
      $ echo '{apiVersion: apps/v1beta1, kind: Deployment, metadata: {name: web}}' | kubectl apply -f -
      error: resource mapping not found for name: "web" namespace: "" from "STDIN": no matches for kind "Deployment" in version "apps/v1beta1"
      ensure CRDs are installed first
      [1]
      $ echo '{apiVersion: v1, kind: Podd, metadata: {name: app}}' | kubectl apply -f -
      error: resource mapping not found for name: "app" namespace: "" from "STDIN": no matches for kind "Podd" in version "v1"
      ensure CRDs are installed first
      [1]
    `));

  it('reads no broken files', () =>
    shows(`
      $ echo '{"apiVersion":"v1"' | kubectl apply -f -
      error: error parsing STDIN: unexpected EOF
      [1]
      $ kubectl apply -f nope.yaml
      error: the path "nope.yaml" does not exist
      [1]
      $ kubectl apply
      error: must specify one of -f and -k
      [1]
    `));

  it('keeps to one namespace', () =>
    shows(`
      $ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: app, namespace: nope}}' | kubectl apply -f -
      Error from server (NotFound): error when creating "STDIN": namespaces "nope" not found
      [1]
      $ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: app, namespace: nope}}' | kubectl apply -n shop -f -
      error: the namespace from the provided object "nope" does not match the namespace "shop". You must pass '--namespace=nope' to perform this operation.
      [1]
    `));

  it('wants the selector of a Deployment to fit its pods, and to stay', () =>
    shows(`
      $ kubectl create deployment web --image=nginx:1.27 --replicas=0
      deployment.apps/web created
      $ kubectl get deployment web -o json | jq '.metadata |= {name: "other"} | .spec.selector.matchLabels.app = "b"' | kubectl create -f -
      The Deployment "other" is invalid: spec.template.metadata.labels: Invalid value: map[string]string{"app":"web"}: \`selector\` does not match template \`labels\`
      [1]
      $ kubectl patch deployment web -p '{"spec":{"selector":{"matchLabels":{"app":"b"}},"template":{"metadata":{"labels":{"app":"b"}}}}}'
      The Deployment "web" is invalid: spec.selector: Invalid value: …"app":"b"…: field is immutable
      [1]
    `));

  it('keeps what is fixed', () =>
    shows(`
      $ echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: fixed}, immutable: true, data: {a: b}}' | kubectl apply -f -
      configmap/fixed created
      $ kubectl patch configmap fixed -p '{"data":{"a":"c"}}'
      The ConfigMap "fixed" is invalid: data: Forbidden: field is immutable when \`immutable\` is set
      [1]
      $ kubectl create service clusterip web --tcp=80 && kubectl patch service web -p '{"spec":{"clusterIP":"172.20.1.1"}}'
      service/web created
      The Service "web" is invalid: spec.clusterIPs[0]: Invalid value: []string{"172.20.1.1"}: may not change once set
      [1]
    `));
});
