import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const IMAGE = '--image=public.ecr.aws/docker/library/busybox:1.37';

describeKubectl('jobs, and pods behind Services', {}, ({ shows }) => {
  it('runs a job to its end, and tells of it', () =>
    shows(`
      $ kubectl create job hello ${IMAGE} -- echo hi
      job.batch/hello created
      $ kubectl wait --for=condition=complete job/hello --timeout=60s
      job.batch/hello condition met
      $ kubectl logs job/hello
      hi
      $ kubectl get jobs
      NAME   STATUS    COMPLETIONS  DURATION  AGE
      hello  Complete  1/1          …         …
      $ kubectl describe job hello | grep -E 'Pods Statuses|Normal'
      Pods Statuses:  0 Active (0 Ready) / 1 Succeeded / 0 Failed
        Normal  SuccessfulCreate  …  job-controller  Created pod: hello-…
        Normal  Completed         …  job-controller  Job completed
      $ kubectl delete job hello
      job.batch "hello" deleted
      $ kubectl wait --for=delete pod -l job-name=hello --timeout=60s
      $ kubectl get pods
      No resources found in shop namespace.
    `));

  it('gives up a job that fails', () =>
    shows(`
      $ kubectl create job fails ${IMAGE} --dry-run=client -o json -- false > job.json
      $ kubectl patch -f job.json --local -o json -p '{"spec":{"backoffLimit":0}}' | kubectl apply -f -
      job.batch/fails created
      $ kubectl wait --for=condition=failed job/fails --timeout=60s
      job.batch/fails condition met
      $ kubectl get job fails -o jsonpath='{.status.conditions[-1:].message}'
      Job has reached the specified backoff limit
      $ kubectl patch job fails -p '{"spec":{"completions":2}}'
      The Job "fails" is invalid: spec.completions: Invalid value: 2: field is immutable
      [1]
    `));

  it('reaches pods through their Service', () =>
    shows(`
      $ kubectl create deployment web --image=public.ecr.aws/nginx/nginx:1.29 --port=80
      deployment.apps/web created
      $ kubectl expose deployment web
      service/web exposed
      $ kubectl rollout status deployment/web --timeout=60s | tail -1
      deployment "web" successfully rolled out
      $ kubectl get endpoints web 2>/dev/null
      NAME  ENDPOINTS   AGE
      web   10.0.…:80   …
      $ kubectl create job visit ${IMAGE} -- curl -s http://web.shop.svc.cluster.local/
      job.batch/visit created
      $ kubectl wait --for=condition=complete job/visit --timeout=60s
      job.batch/visit condition met
      $ kubectl logs job/visit | grep -c '<h1>Welcome'
      1
      $ kubectl get --raw /api/v1/namespaces/shop/services/web:80/proxy/ | grep -c '<h1>Welcome'
      1
    `));
});
