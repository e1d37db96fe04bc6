import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `
kubectl create deployment web --image=nginx:1.27 --port=80
kubectl expose deployment web --port=8080 --target-port=80
kubectl create secret generic db --from-literal=password=hunter2
kubectl create role reader --verb=get,list --resource=pods
kubectl create rolebinding reading --role=reader --serviceaccount=shop:default
kubectl create job once --image=busybox:1.36 -- echo done
kubectl rollout status deployment/web --timeout=90s
kubectl wait --for=condition=Complete job/once --timeout=60s`;

// Versions of kubectl print more or fewer lines: these are in all since 1.31.
const SOME = (kind: string, lines: string) => `kubectl describe ${kind} | grep -E '^ *(${lines})'`;

describeKubectl('describe', { before }, ({ shows }) => {
  it('pods', () =>
    shows(`
      $ ${SOME('pod -l app=web', 'Name|Namespace|Service Account|Status|Controlled By|QoS Class|Image:|Restart Count|Ready|Port|Type|Normal')}
      Name:             web-…
      Namespace:        shop
      Service Account:  default
      Status:           Running
      Controlled By:    ReplicaSet/web-…
          Image:          nginx:1.27
          Port:           80/TCP
          Ready:          True
          Restart Count:  0
        Type                        Status
        Ready                       True
          Type:                    Projected (a volume that contains injected data from multiple sources)
      QoS Class:                   BestEffort
        Type    Reason     Age   From               Message
        Normal  Scheduled  …     default-scheduler  Successfully assigned shop/web-… to ip-….us-west-2.compute.internal
        Normal  Pulled     …     kubelet            Container image "nginx:1.27" already present on machine
        Normal  Created    …     kubelet            Created container: nginx
        Normal  Started    …     kubelet            Started container nginx
    `));

  it('Deployments', () =>
    shows(`
      $ ${SOME('deployment web', 'Name:|Selector|Replicas|StrategyType|RollingUpdateStrategy|Available|Progressing|NewReplicaSet|Normal')}
      Name:                   web
      Selector:               app=web
      Replicas:               1 desired | 1 updated | 1 total | 1 available | 0 unavailable
      StrategyType:           RollingUpdate
      RollingUpdateStrategy:  25% max unavailable, 25% max surge
        Available      True    MinimumReplicasAvailable
        Progressing    True    NewReplicaSetAvailable
      NewReplicaSet:   web-… (1/1 replicas created)
        Normal  ScalingReplicaSet  …  deployment-controller  Scaled up replica set web-… from 0 to 1
    `));

  it('Services and Jobs', () =>
    shows(`
      $ ${SOME('service web', 'Selector|Type|IP:|Port|TargetPort|Endpoints')}
      Selector:  app=web
      Type:  ClusterIP
      IP:  172.20.…
      Port:  <unset>  8080/TCP
      TargetPort:  80/TCP
      Endpoints:  10.…:80
      $ ${SOME('job once', 'Name:|Parallelism|Completions|Pods Statuses|Normal')}
      Name:  once
      Parallelism:  1
      Completions:  1
      Pods Statuses:  0 Active (0 Ready) / 1 Succeeded / 0 Failed
        Normal  SuccessfulCreate  …  job-controller  Created pod: once-…
        Normal  Completed  …  job-controller  Job completed
    `));

  it('nodes', () =>
    shows(`
      $ ${SOME('node', 'Name:|Taints|Unschedulable|HolderIdentity|Ready|InternalIP|Kubelet Version|ProviderID')}
      Name:               ip-….us-west-2.compute.internal
      Taints:             <none>
      Unschedulable:      false
        HolderIdentity:  ip-….us-west-2.compute.internal
        Ready            True  …  KubeletReady  kubelet is posting ready status
        InternalIP:   10.…
        Kubelet Version:            v1.33.…
      ProviderID:                   aws:///us-west-2…/i-…
    `));

  it('secrets, whose values it keeps to itself, and roles', () =>
    shows(`
      $ kubectl describe secret db | tail -3
      Data
      ====
      password:  7 bytes
      $ kubectl describe role reader | tail -3
      Resources  Non-Resource URLs  Resource Names  Verbs
        ---------  -----------------  --------------  -----
        pods       []                 []              [get list]
      $ kubectl describe rolebinding reading | tail -3
      Kind            Name     Namespace
        ----            ----     ---------
        ServiceAccount  default  shop
      $ kubectl describe serviceaccount default
      Name:                default
      Namespace:           shop
      Labels:              <none>
      Annotations:         <none>
      Image pull secrets:  <none>
      Mountable secrets:   <none>
      Tokens:              <none>
      Events:              <none>
    `));
});
