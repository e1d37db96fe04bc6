import { expect, it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';
import { kubectlVersions } from './kubectl-versions.ts';

const before = `kubectl create deployment web --image=public.ecr.aws/nginx/nginx:1.27
kubectl rollout status deployment/web --timeout=60s`;

/** Forwards a free port to port $1 of the pod and asks there; shows the answer, then what kubectl says. */
const ASK = `ask() {
  : > said
  kubectl port-forward deployment/web :$1 >> said 2>&1 & trap "kill $!" EXIT
  until port=$(grep -oP '127.0.0.1:\\K[0-9]+' said); do sleep 0.1; done
  curl -s --max-time 20 http://127.0.0.1:$port/; curl -s --max-time 20 http://127.0.0.1:$port/; wait; cat said
}`;

// The oldest one speaks SPDY, the newest WebSocket, and SPDY inside of it.
for (const kubectl of new Set([kubectlVersions()[0], kubectlVersions().at(-1)])) {
  describeKubectl(`streams of ${kubectl}`, { ...(kubectl && { kubectl }), before }, ({ sh, succeeds }) => {
    it('forwards a port, connection after connection', async () => {
      const { stdout } = await sh(`${ASK.replace('wait; ', '')}; ask 80`);
      expect(stdout.match(/<h1>Welcome to nginx!<\/h1>/g)).toHaveLength(2);
      expect(stdout).toMatch(/Handling connection for \d+$/);
    });

    it('says that nothing listens on a port', async () => {
      const { stdout } = await sh(`${ASK}; ask 9999`);
      expect(stdout).toMatch(/an error occurred forwarding \d+ -> 9999: error forwarding port 9999 to pod \S+, uid : /);
      expect(stdout).toMatch(/dial tcp4 127\.0\.0\.1:9999: connect: connection refused/);
      expect(stdout).toMatch(/error: lost connection to pod$/);
    });

    it('runs commands with their input and their exit status', async () => {
      expect(await succeeds('echo typed | kubectl exec -i deployment/web -- cat')).toBe('typed');
      const failed = await sh("kubectl exec deployment/web -- sh -c 'exit 3'");
      expect([failed.exitCode, failed.stderr]).toEqual([3, 'command terminated with exit code 3']);
      const missing = await sh('kubectl exec nope -- true');
      expect(missing.stderr).toBe('Error from server (NotFound): pods "nope" not found');
    });

    it('runs a pod, types into it and removes it', async () => {
      const run = 'kubectl run typist -i --rm --image=public.ecr.aws/docker/library/busybox:1.36 --restart=Never';
      const output = await succeeds(`echo 'echo hello from $HOSTNAME' | ${run}`);
      expect(output).toContain('hello from typist');
      expect(output).toContain('pod "typist" deleted');
      const node = 'kubectl run node -i --rm --image=public.ecr.aws/docker/library/node:22 --restart=Never -- node';
      expect(await succeeds(`echo 'console.log(6 * 7)' | ${node}`)).toContain('42');
    });

    it('refuses to attach where nothing runs any more', async () => {
      await succeeds('kubectl run done --image=public.ecr.aws/docker/library/busybox:1.36 --restart=Never -- true');
      await succeeds("kubectl wait pod/done --for=jsonpath='{.status.phase}'=Succeeded --timeout=30s");
      expect((await sh('kubectl attach done')).stderr).toBe(
        'error: cannot attach a container in a completed pod; current phase is Succeeded',
      );
    });
  });
}
