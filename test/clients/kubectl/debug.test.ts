import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const before = `kubectl run app --image=public.ecr.aws/docker/library/busybox:1.36 --restart=Never -- sleep 600
kubectl wait pod/app --for=condition=Ready --timeout=60s`;

describeKubectl('debug', { before }, ({ shows }) => {
  it('says that there are no ephemeral containers', () =>
    shows(`
      $ kubectl debug app --profile=general --image=public.ecr.aws/docker/library/busybox:1.36 -c debugger
      error: ephemeral containers are disabled for this cluster (error from server: "the server could not find the requested resource")
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
