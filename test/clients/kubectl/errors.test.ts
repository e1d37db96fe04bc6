import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

describeKubectl('wrong names', {}, ({ shows }) => {
  it('names the object that is not there', () =>
    shows(`
      $ kubectl get pod nope
      Error from server (NotFound): pods "nope" not found
      [1]
      $ kubectl get deployments.apps/nope serviceaccount/default -o name
      serviceaccount/default
      Error from server (NotFound): deployments.apps "nope" not found
      [1]
      $ kubectl describe node nope
      Error from server (NotFound): nodes "nope" not found
      [1]
      $ kubectl delete configmap nope
      Error from server (NotFound): configmaps "nope" not found
      [1]
      $ kubectl delete configmap nope --ignore-not-found
      $ kubectl patch configmap nope -p '{}'
      Error from server (NotFound): configmaps "nope" not found
      [1]
      $ kubectl scale deployment nope --replicas=1
      error: no objects passed to scale deployments.apps "nope" not found
      [1]
    `));

  it('knows which kinds there are', () =>
    shows(`
      $ kubectl get foo
      error: the server doesn't have a resource type "foo"
      [1]
      $ kubectl explain foo
      the server doesn't have a resource type "foo"
      [1]
    `));

  it('finds nothing in a namespace that is not there, and creates nothing in it', () =>
    shows(`
      $ kubectl get pods -n nope
      No resources found in nope namespace.
      $ kubectl create configmap app -n nope
      error: failed to create configmap: namespaces "nope" not found
      [1]
      $ kubectl delete namespace nope
      Error from server (NotFound): namespaces "nope" not found
      [1]
    `));

  it('says what is taken', () =>
    shows(`
      $ kubectl create namespace shop
      Error from server (AlreadyExists): namespaces "shop" already exists
      [1]
      $ kubectl create serviceaccount default
      error: failed to create serviceaccount: serviceaccounts "default" already exists
      [1]
    `));

  it('says which names are none', () =>
    shows(`
      $ kubectl create configmap Bad_Name
      error: failed to create configmap: ConfigMap "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
      [1]
      $ kubectl create namespace shop.one
      The Namespace "shop.one" is invalid: metadata.name: Invalid value: "shop.one": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
      [1]
    `));

  it('refuses whom it does not know', () =>
    shows(`
      $ kubectl get pods --token=wrong
      error: You must be logged in to the server (Unauthorized)
      [1]
      $ kubectl get --raw /nope
      Error from server (NotFound): the server could not find the requested resource
      [1]
    `));

  it('refuses what this local cloud lacks as a server without it does', () =>
    shows(`
      $ kubectl top pods
      error: Metrics API not available
      [1]
      $ kubectl get certificatesigningrequests
      error: the server doesn't have a resource type "certificatesigningrequests"
      [1]
      $ kubectl certificate approve me
      error: the server doesn't have a resource type "certificatesigningrequests"
      [1]
      $ kubectl create ingress web --rule=example.com/=web:80
      error: failed to create ingress: the server could not find the requested resource
      [1]
      $ kubectl create cronjob tick --image=busybox --schedule='* * * * *'
      error: failed to create cronjob: the server could not find the requested resource
      [1]
    `));
});
