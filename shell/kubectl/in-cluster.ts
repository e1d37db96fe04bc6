import type { CommandContext } from '../command.ts';
import type { Target } from './kubeconfig.ts';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Inside a pod kubectl needs no kubeconfig: the service account's token and the API server's address are there. */
export async function inClusterTarget({ env, fs }: CommandContext): Promise<Target | undefined> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !(await fs.exists(`${FOLDER}/token`))) return undefined;
  return {
    cluster: { server: `https://${host}:${port}` },
    user: { token: await fs.readFile(`${FOLDER}/token`) },
    namespace: await fs.readFile(`${FOLDER}/namespace`),
  };
}
