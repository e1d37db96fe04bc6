import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
mkdir -p apps kustomized
echo '{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {color: blue}}' > apps/one.yaml
printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: two}\\n---\\napiVersion: v1\\nkind: ServiceAccount\\nmetadata: {name: three}\\n' > apps/more.yaml
echo '{resources: [../apps/one.yaml], namePrefix: dev-, configMapGenerator: [{name: made, literals: [a=b]}]}' > kustomized/kustomization.yaml
cat > list.json <<END
{"apiVersion":"v1","kind":"List","items":[
  {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"listed"}},
  {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"listed"}}]}
END`;

// kustomize reads no files above its own folder unless it is told to.
const KUSTOMIZE = 'kubectl kustomize --load-restrictor=LoadRestrictionsNone kustomized';

describeKubectl('apply', { before }, ({ shows }) => {
  it('applies a folder, and again', () =>
    shows(`
      $ kubectl apply -f apps
      configmap/two created
      serviceaccount/three created
      configmap/one created
      $ kubectl apply -f apps
      configmap/two unchanged
      serviceaccount/three unchanged
      configmap/one unchanged
    `));

  it('applies what differs, from standard input', () =>
    shows(`
      $ sed s/blue/red/ apps/one.yaml | kubectl apply -f -
      configmap/one configured
      $ kubectl get configmap one -o jsonpath='{.data}'
      {"color":"red"}
      $ sed 's/color: blue/size: large/' apps/one.yaml | kubectl apply -f -
      configmap/one configured
      $ kubectl get configmap one -o jsonpath='{.data}'
      {"size":"large"}
      $ kubectl apply view-last-applied configmap/one -o json | jq -c .data
      {"size":"large"}
    `));

  it('shows the difference before', () =>
    shows(`
      $ kubectl diff -f apps/one.yaml | grep '^[-+] '
      -  size: large
      +  color: blue
      [1]
      $ kubectl diff -f apps/more.yaml
      $ kubectl apply -f apps/one.yaml --dry-run=server
      configmap/one configured (server dry run)
      $ kubectl apply -f apps/one.yaml --dry-run=client
      configmap/one configured (dry run)
      $ kubectl get configmap one -o jsonpath='{.data}'
      {"size":"large"}
    `));

  it('applies lists', () =>
    shows(`
      $ kubectl apply -f list.json
      configmap/listed created
      serviceaccount/listed created
      $ kubectl create -f list.json
      Error from server (AlreadyExists): error when creating "list.json": configmaps "listed" already exists
      Error from server (AlreadyExists): error when creating "list.json": serviceaccounts "listed" already exists
      [1]
    `));

  it('applies kustomizations', () =>
    shows(`
      $ ${KUSTOMIZE} | kubectl apply -f -
      configmap/dev-made-… created
      configmap/dev-one created
      $ ${KUSTOMIZE} | kubectl delete -f - | sed 's/ from .*//'
      configmap "dev-made-…" deleted
      configmap "dev-one" deleted
    `));

  it('adopts what was made without it, with a warning', () =>
    shows(`
      $ kubectl create -f apps/one.yaml -n default && kubectl apply -f apps/one.yaml -n default
      configmap/one created
      Warning: resource configmaps/one is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.
      configmap/one configured
    `));

  it('applies on the server, where managers may disagree', () =>
    shows(`
      $ kubectl create namespace ssa && kubectl apply -n ssa --server-side -f apps/one.yaml
      namespace/ssa created
      configmap/one serverside-applied
      $ sed s/blue/red/ apps/one.yaml | kubectl apply -n ssa --server-side --field-manager=other -f -
      error: Apply failed with 1 conflict: conflict with "kubectl"…: .data.color
      Please review the fields above--they currently have other managers. Here
      are the ways you can resolve this warning:
      * If you intend to manage all of these fields, please re-run the apply
        command with the \`--force-conflicts\` flag.
      * If you do not intend to manage all of the fields, please edit your
        manifest to remove references to the fields that should keep their
        current managers.
      * You may co-own fields by updating your manifest to match the existing
        value; in this case, you'll become the manager if the other manager(s)
        stop managing the field (remove it from their configuration).
      See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
      [1]
      $ sed s/blue/red/ apps/one.yaml | kubectl apply -n ssa --server-side --field-manager=other --force-conflicts -f -
      configmap/one serverside-applied
      $ kubectl get -n ssa configmap one -o jsonpath='{.data.color} {.metadata.managedFields[?(@.manager=="other")].operation}'
      red Apply
    `));

  it('replaces, by force where it must', () =>
    shows(`
      $ kubectl replace -f apps/one.yaml
      configmap/one replaced
      $ kubectl replace --force -f apps/one.yaml | sed 's/ from .*//'
      configmap "one" deleted
      configmap/one replaced
      $ kubectl get configmap one -o json > old.json && kubectl label configmap one changed=yes
      configmap/one labeled
      $ kubectl replace -f old.json
      Error from server (Conflict): error when replacing "old.json": Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again
      [1]
      $ kubectl replace -f - <<< '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"nope"}}'
      Error from server (NotFound): error when replacing "STDIN": configmaps "nope" not found
      [1]
    `));
});
