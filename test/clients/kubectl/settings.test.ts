import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

describeKubectl('clusters, settings and tokens', {}, ({ shows }) => {
  it('finds both clusters in the kubeconfig, and changes between them', () =>
    shows(`
      $ kubectl config get-contexts
      CURRENT  NAME        CLUSTER     AUTHINFO  NAMESPACE
      *        workshop-a  workshop-a  workshop  shop
               workshop-b  workshop-b  workshop
      $ kubectl config use-context workshop-b && kubectl get namespace shop
      Switched to context "workshop-b".
      Error from server (NotFound): namespaces "shop" not found
      [1]
      $ kubectl config use-context nope
      error: no context exists with the name: "nope"
      [1]
      $ kubectl config use-context workshop-a && kubectl config current-context
      Switched to context "workshop-a".
      workshop-a
      $ kubectl --context workshop-b get namespaces -o name | sed -n 1p
      namespace/default
      $ kubectl config view --minify -o jsonpath='{..namespace} {.users[0].user.token}'
      shop REDACTED
    `));

  it('tells versions and addresses', () =>
    shows(`
      $ kubectl version | grep Server
      Server Version: v1.33.…
      $ kubectl cluster-info | sed 's/\\x1b\\[[0-9;]*m//g' | sed -n 1p
      Kubernetes control plane is running at https://127.0.0.1:…
      $ kubectl api-versions | grep -e ^v1 -e apps -e batch -e rbac
      apps/v1
      batch/v1
      rbac.authorization.k8s.io/v1
      v1
    `));

  it('tells which kinds there are', () =>
    shows(`
      $ kubectl api-resources --api-group=apps
      NAME                 SHORTNAMES  APIVERSION  NAMESPACED  KIND
      controllerrevisions              apps/v1     true        ControllerRevision
      daemonsets           ds          apps/v1     true        DaemonSet
      deployments          deploy      apps/v1     true        Deployment
      replicasets          rs          apps/v1     true        ReplicaSet
      $ kubectl api-resources --namespaced=false --api-group= -o name
      namespaces
      nodes
    `));

  it('makes tokens of service accounts', () =>
    shows(`
      $ kubectl create token default --duration=10m --audience=sts.amazonaws.com | cut -d . -f 2 | jq -cR '@base64d? | fromjson | [.aud, .exp - .iat, .sub]'
      [["sts.amazonaws.com"],600,"system:serviceaccount:shop:default"]
      $ kubectl create token default --duration=1m
      error: failed to create token: TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes
      [1]
      $ kubectl create token nope
      error: failed to create token: serviceaccounts "nope" not found
      [1]
      $ kubectl create token default --bound-object-kind=Pod --bound-object-name=nope
      error: failed to create token: pods "nope" not found
      [1]
      $ kubectl --token "$(kubectl create token default)" auth whoami -o jsonpath='{.status.userInfo.username}'
      system:serviceaccount:shop:default
    `));

  it('serves the API and pods through a proxy', () =>
    shows(`
      $ kubectl run web --image=nginx:1.27 && kubectl wait --for=condition=Ready pod/web --timeout=60s
      pod/web created
      pod/web condition met
      $ kubectl get --raw /api/v1/namespaces/shop/pods/web:80/proxy/ | grep -o '<title>.*</title>'
      <title>Welcome to nginx!</title>
      $ kubectl proxy --port=0 > proxy & proxy=$!
      > until grep -q Starting proxy; do :; done
      > curl -s "http://$(grep -o '127.*' proxy)/api/v1/namespaces/shop/pods/web" | jq -r .kind
      > kill $proxy
      Pod
    `));

  it('knows no other commands', () =>
    shows(`
      $ kubectl nope 2>&1 | sed -n 1p
      error: unknown command "nope" for "kubectl"
      [1]
      $ kubectl get pods --nope 2>&1 | sed -n 1p
      error: unknown flag: --nope
      [1]
    `));
});
