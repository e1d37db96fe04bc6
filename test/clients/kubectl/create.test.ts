import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

describeKubectl('create', {}, ({ shows, write }) => {
  it('makes ConfigMaps of literals and files', () => {
    write('app.properties', 'color=blue\n');
    return shows(`
      $ kubectl create configmap app --from-literal=a=b --from-file=app.properties
      configmap/app created
      $ kubectl get configmap app -o jsonpath='{.data}'
      {"a":"b","app.properties":"color=blue\\n"}
      $ kubectl create configmap twice --from-literal=a=1 --from-literal=a=2
      error: cannot add key "a", another key by that name already exists in Data for ConfigMap "twice"
      [1]
      $ kubectl create configmap env --from-env-file=app.properties && kubectl get configmap env -o jsonpath='{.data}'
      configmap/env created
      {"color":"blue"}
    `);
  });

  it('makes Secrets', () =>
    shows(`
      $ kubectl create secret generic db --from-literal=password=hunter2
      secret/db created
      $ kubectl get secret db -o jsonpath='{.type} {.data.password}'
      Opaque aHVudGVyMg==
      $ kubectl create secret docker-registry registry --docker-server=example.com --docker-username=me --docker-password=x
      secret/registry created
      $ kubectl get secrets
      NAME       TYPE                             DATA   AGE
      db         Opaque                           1      …
      registry   kubernetes.io/dockerconfigjson   1      …
    `));

  it('makes a Deployment once', () =>
    shows(`
      $ kubectl create deployment web --image=nginx:1.27 --replicas=0 --port=80
      deployment.apps/web created
      $ kubectl create deployment web --image=nginx:1.27
      error: failed to create deployment: deployments.apps "web" already exists
      [1]
      $ kubectl get deployments -o wide
      NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES       SELECTOR
      web    0/0     0            0           …     nginx        nginx:1.27   app=web
    `));

  it('makes Services of every type', () =>
    shows(`
      $ kubectl create service clusterip one --tcp=80:8080
      service/one created
      $ kubectl create service nodeport two --tcp=80 --node-port=30080
      service/two created
      $ kubectl create service externalname three --external-name=example.com
      service/three created
      $ kubectl create service loadbalancer four --tcp=443
      service/four created
      $ kubectl get services
      NAME   TYPE          CLUSTER-IP  EXTERNAL-IP  PORT(S)       AGE
      four   LoadBalancer  172.20.…    <pending>    443:3…/TCP    …
      one    ClusterIP     172.20.…    <none>       80/TCP        …
      three  ExternalName  <none>      example.com  <none>        …
      two    NodePort      172.20.…    <none>       80:30080/TCP  …
      $ kubectl create service nodeport taken --tcp=80 --node-port=30080
      error: failed to create NodePort service: Service "taken" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated
      [1]
    `));

  it('makes roles and bindings', () =>
    shows(`
      $ kubectl create role reader --verb=get,list --resource=pods
      role.rbac.authorization.k8s.io/reader created
      $ kubectl create rolebinding reading --role=reader --serviceaccount=shop:default
      rolebinding.rbac.authorization.k8s.io/reading created
      $ kubectl get roles,rolebindings -o name
      role.rbac.authorization.k8s.io/reader
      rolebinding.rbac.authorization.k8s.io/reading
      $ kubectl create role none --verb=get --resource=nope
      the server doesn't have a resource type "nope"
      [1]
    `));

  it('tries without keeping', () =>
    shows(`
      $ kubectl create configmap tried --dry-run=server
      configmap/tried created (server dry run)
      $ kubectl create configmap tried --dry-run=client
      configmap/tried created (dry run)
      $ kubectl get configmap tried
      Error from server (NotFound): configmaps "tried" not found
      [1]
      $ kubectl create serviceaccount tried --dry-run=client -o name
      serviceaccount/tried
    `));

  it('generates names', () =>
    shows(`
      $ echo '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"app-"}}' | kubectl create -f -
      configmap/app-… created
      $ echo '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"app-"}}' | kubectl apply -f -
      error: from app-: cannot use generate name with apply
      [1]
    `));
});
