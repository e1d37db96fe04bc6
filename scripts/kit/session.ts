import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAwsClients } from '../../labs/kit/aws-clients.ts';
import { createKubeClient } from '../../labs/kit/kube-client.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import { type Names, workshopNames } from '../../labs/kit/names.ts';
import { createPodView } from '../../labs/kit/pod-view.ts';
import type { Patience } from '../../labs/kit/verify.ts';
import type { World } from '../../labs/kit/world.ts';
import { parseIni } from '../../shell/aws/profiles.ts';
import type { Transport } from '../../shell/transport.ts';
import { WrongInput } from './command.ts';
import { type KubeContext, readKubeconfig } from './kubeconfig.ts';
import { projectFolder } from './lab-home.ts';
import { createNodeTransport } from './node-transport.ts';

/** The environment of `lab:env`, and what reaches the places that it names. */
export interface Session {
  environment: Record<string, string>;
  transport: Transport;
  /** PEM of those who signed the API servers' certificates. */
  certificateAuthority: string | undefined;
  world: World;
}

/** Opens the world that the environment describes. */
export function openSession(environment: Record<string, string>): Session {
  // The SDK's note that later versions need a later Node is no concern of a learner.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const contexts = readKubeconfig(environment.KUBECONFIG ?? '');
  const authorities = [...contexts.values()].flatMap((context) => context.certificateAuthority ?? []);
  const certificateAuthority = authorities.length > 0 ? [...new Set(authorities)].join('\n') : undefined;
  const transport = createNodeTransport(certificateAuthority);
  return { environment, transport, certificateAuthority, world: createWorld(environment, contexts, transport) };
}

function createWorld(
  environment: Record<string, string>,
  contexts: Map<string, KubeContext>,
  transport: Transport,
): World {
  const names: Names = workshopNames(environment.ACCOUNT_ID ?? '', environment.AWS_REGION);
  const kube = (cluster: string) => {
    const context = contexts.get(cluster);
    if (!context) throw new WrongInput(`The kubeconfig has no context ${cluster}. Run npm run lab:start.`);
    return createKubeClient({ server: context.server, token: async () => context.token, transport });
  };
  const aws = { region: names.AWS_REGION, endpoint: environment.AWS_ENDPOINT_URL, transport };
  return {
    names,
    kube,
    aws: createAwsClients({ ...aws, credentials: ownKeys(environment) }),
    partner: createAwsClients({ ...aws, credentials: profileKeys(environment, 'partner') }),
    app: (cluster, namespace, name) => createPodView(kube(cluster), namespace, name),
  };
}

const ownKeys = ({ AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' }: Record<string, string>) => ({
  accessKeyId: AWS_ACCESS_KEY_ID,
  secretAccessKey: AWS_SECRET_ACCESS_KEY,
});

function profileKeys({ AWS_SHARED_CREDENTIALS_FILE: file = '' }: Record<string, string>, profile: string) {
  const { aws_access_key_id: accessKeyId = '', aws_secret_access_key: secretAccessKey = '' } =
    parseIni(readFileSync(file, 'utf8'))[profile] ?? {};
  return { accessKeyId, secretAccessKey };
}

/** The text of a lab's page. */
export function readPage(lab: Lab): string {
  return readFileSync(join(projectFolder, 'docs', `${lab.page}.mdx`), 'utf8');
}

/** Real time. Pods may take a while to start; apart from that the local cloud does everything at once. */
export const patience: Patience = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  settleMs: 15_000,
  graceMs: 0,
};
