import { beforeAll, it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';

const IMAGE = '--image=public.ecr.aws/docker/library/busybox:1.36';

const before = `kubectl run app ${IMAGE} --restart=Never -- sleep 600
kubectl run reader ${IMAGE} --restart=Never --stdin --attach=false -- cat
kubectl wait pod/app pod/reader --for=condition=Ready --timeout=60s`;

/** Runs the command after `--` in a terminal, and types the lines before it, one at each prompt. */
const TYPIST = `
import os, pty, sys
at = sys.argv.index('--')
lines, command = sys.argv[1:at], sys.argv[at + 1:]
pid, terminal = pty.fork()
if pid == 0: os.execvp(command[0], command)
said = b''
while True:
    try: part = os.read(terminal, 1024)
    except OSError: break
    if not part: break
    said += part
    if said.endswith(b'# ') and lines: os.write(terminal, lines.pop(0).encode() + b'\\r')
print(said.decode().replace('\\r', ''), end='')
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

describeKubectl('in a terminal', { before, programs: ['python3'] }, ({ shows, write }) => {
  beforeAll(() => write('type.py', TYPIST));

  it('looks at a pod from inside, beside its container', () =>
    shows(`
      $ python3 type.py hostname exit -- kubectl debug -it app --profile=general ${IMAGE} -c debugger --target=app
      Targeting container "app". If you don't see processes from this container it may be because the container runtime doesn't support this feature.
      If you don't see a command prompt, try pressing enter.
      # hostname
      app
      # exit
      $ kubectl get pod app -o jsonpath='{.status.ephemeralContainerStatuses[0].state.terminated.reason}'
      Completed
    `));

  it('runs a pod for as long as it is typed into', () =>
    shows(`
      $ python3 type.py 'echo $HOSTNAME' exit -- kubectl run guest -it --rm ${IMAGE} --restart=Never
      If you don't see a command prompt, try pressing enter.
      # echo $HOSTNAME
      guest
      # exit
      pod "guest" deleted
    `));

  it('attaches to what runs', () =>
    shows(`
      $ echo typed | kubectl attach -i reader
      If you don't see a command prompt, try pressing enter.
      typed
    `));
});
