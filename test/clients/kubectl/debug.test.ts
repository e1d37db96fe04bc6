import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `kubectl run app --image=public.ecr.aws/docker/library/busybox:1.36 --restart=Never -- sleep 600
kubectl wait pod/app --for=condition=Ready --timeout=60s`;

describeKubectl('debug', { before }, ({ shows }) => {
  it('joins a pod that runs', () =>
    shows(`
      $ kubectl debug app --profile=general --image=public.ecr.aws/docker/library/busybox:1.36 -c debugger --target=app -- sh -c 'echo here; sleep 600'
      Targeting container "app". If you don't see processes from this container it may be because the container runtime doesn't support this feature.
      $ kubectl wait pod/app --for=jsonpath='{.status.ephemeralContainerStatuses[0].state.running}' --timeout=60s
      pod/app condition met
      $ kubectl logs app -c debugger
      here
      $ kubectl exec app -c debugger -- hostname
      app
      $ kubectl debug app --profile=general --image=public.ecr.aws/docker/library/busybox:1.36 -c more --target=nope
      Targeting container "nope". If you don't see processes from this container it may be because the container runtime doesn't support this feature.
      The Pod "app" is invalid: spec.ephemeralContainers[1].targetContainerName: Not found: "nope"
      [1]
    `));

  it('looks at a copy of the pod', () =>
    shows(`
      $ kubectl debug app --profile=general --copy-to=copy --image=public.ecr.aws/docker/library/busybox:1.36 -c debugger -- sleep 600
      $ kubectl get pod copy -o jsonpath='{.spec.containers[*].name}'
      app debugger
    `));

  it('is no plugin', () =>
    shows(`
      $ PATH=~/bin kubectl plugin list
      error: unable to find any kubectl plugins in your PATH
      [1]
    `));
});
