import { createAwsClients } from '../../../labs/kit/aws-clients.ts';
import { workshopNames } from '../../../labs/kit/names.ts';
import type { Patience } from '../../../labs/kit/verify.ts';
import { labEnvironment } from '../environment.ts';
import { readKubeconfig } from '../kubeconfig.ts';
import { labHome } from '../lab-home.ts';
import { type RunningCloud, requireLocalCloud, startLocalCloud } from '../local-cloud.ts';
import { createNodeTransport } from '../node-transport.ts';
import { trustedByHost } from '../trusted-authority.ts';
import { createWorld } from './create-world.ts';
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
    open: async () => openSession(await startLocalCloud()),
  };
}

function openSession(cloud: RunningCloud): Session {
  // The SDK's note that later versions need a later Node is no concern of a learner.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const environment = labEnvironment(cloud);
  const contexts = readKubeconfig(environment.KUBECONFIG ?? '');
  const trustedAuthority = trustedByHost([...contexts.values()]);
  const transport = createNodeTransport(trustedAuthority);
  const { account, region, url: endpoint, credentials } = cloud;
  const world = createWorld({
    names: workshopNames(account, region),
    isRealAccount: false,
    aws: createAwsClients({ region, endpoint, transport, credentials: credentials.learner }),
    partner: createAwsClients({ region, endpoint, transport, credentials: credentials.partner }),
    servers: new Map([...contexts].map(([name, { server, token }]) => [name, { server, token: async () => token }])),
    unreachable: (cluster) => `The kubeconfig has no context ${cluster}. Run npm run lab:start.`,
    transport,
  });
  const nothingMore = { shellEnvironment: {}, shellFiles: async () => ({}) };
  return { environment, ...nothingMore, transport, trustedAuthority, world, patience: PATIENCE };
}
