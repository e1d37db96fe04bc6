import { readFileSync } from 'node:fs';
import { createAwsClients } from '../../../labs/kit/aws-clients.ts';
import { createKubeClient } from '../../../labs/kit/kube-client.ts';
import { workshopNames } from '../../../labs/kit/names.ts';
import { createPodView } from '../../../labs/kit/pod-view.ts';
import type { Patience } from '../../../labs/kit/verify.ts';
import type { World } from '../../../labs/kit/world.ts';
import { parseIni } from '../../../shell/aws/profiles.ts';
import type { Transport } from '../../../shell/transport.ts';
import { WrongInput } from '../command.ts';
import { labEnvironment } from '../environment.ts';
import { type KubeContext, readKubeconfig } from '../kubeconfig.ts';
import { labHome } from '../lab-home.ts';
import { requireLocalCloud, startLocalCloud } from '../local-cloud.ts';
import { createNodeTransport } from '../node-transport.ts';
import { trustedByHost } from '../trusted-authority.ts';
import { realTime } from './real-time.ts';
import type { Session, Target } from './target.ts';

/** Pods may take a while to start; apart from that the local cloud does everything at once. */
const PATIENCE: Patience = { ...realTime, settleMs: 15_000, graceMs: 0 };

/** The local cloud of LAB_HOME. */
export function localTarget(): Target {
  return {
    name: 'local',
    get home() {
      return labHome();
    },
    environment: async () => labEnvironment(requireLocalCloud()),
    open: async () => openSession(labEnvironment(await startLocalCloud())),
  };
}

function openSession(environment: Record<string, string>): Session {
  // The SDK's note that later versions need a later Node is no concern of a learner.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const contexts = readKubeconfig(environment.KUBECONFIG ?? '');
  const trustedAuthority = trustedByHost([...contexts.values()]);
  const transport = createNodeTransport(trustedAuthority);
  const world = createWorld(environment, contexts, transport);
  const nothingMore = { shellEnvironment: {}, shellFiles: async () => ({}) };
  return { environment, ...nothingMore, transport, trustedAuthority, world, patience: PATIENCE };
}

function createWorld(
  environment: Record<string, string>,
  contexts: Map<string, KubeContext>,
  transport: Transport,
): World {
  const names = workshopNames(environment.ACCOUNT_ID ?? '', environment.AWS_REGION);
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
