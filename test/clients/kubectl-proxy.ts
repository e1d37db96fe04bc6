import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** `kubectl proxy` on a free port: the API server without its TLS and its token. Rejects if it ends instead. */
export async function kubectlProxy(env: NodeJS.ProcessEnv) {
  const child = spawn(process.env.KUBECTL ?? 'kubectl', ['proxy', '--port=0'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said = once(createInterface({ input: child.stdout }), 'line');
  const [line] = await Promise.race([said, exited.then(() => [''])]);
  const address = /127\.0\.0\.1:\d+/.exec(String(line))?.[0];
  if (!address) throw new Error(`kubectl proxy has ended, or says ${line}`);
  return {
    url: `http://${address}`,
    async stop() {
      child.kill();
      await exited;
    },
  };
}
