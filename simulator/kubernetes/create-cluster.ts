import { admitPod } from './admission/admit-pod.ts';
import type { ServiceAccount } from './admission/pod.ts';
import { createAgent } from './agent/agent.ts';
import type { ApiContext } from './api-server/api-context.ts';
import { createApiServer } from './api-server/api-server.ts';
import { storeNew } from './api-server/create.ts';
import { createEventLog } from './api-server/event-log.ts';
import { findKind, type Kind } from './api-server/kinds.ts';
import type { ClusterSurroundings, KubernetesCluster } from './cluster.ts';
import { startControllers } from './controllers/start-controllers.ts';
import { createKubelet } from './kubelet/create-kubelet.ts';
import type { PodTokenRequest } from './kubelet/kubelet.ts';
import { createStorage, type KubeObject } from './storage.ts';
import { createServiceAccountTokens, type ServiceAccountTokens } from './tokens/service-account-tokens.ts';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/**
 * A cluster with one node. Its objects are in `surroundings.state`; the issuer's key must be there before the first
 * token. Nothing runs before `start`.
 */
export function createKubernetesCluster(surroundings: ClusterSurroundings): KubernetesCluster {
  const { name, state, clock, ids, issuer, runtime, version, adminToken } = surroundings;
  const report = (error: unknown) => surroundings.report?.(error);
  const storage = createStorage({ state, cluster: name, clock, ids });
  const tokens = createServiceAccountTokens({ state, storage, clock, ids, issuer });
  const agent = createAgent(surroundings);
  const mintPodToken = (request: PodTokenRequest) => mint(tokens, request);
  const kubelet = createKubelet({ storage, clock, ids, runtime, cluster: name, version, agent, mintPodToken });
  const admission = {
    ...surroundings,
    findServiceAccount: (namespace: string, account: string) =>
      storage.get('serviceaccounts', namespace, account) as ServiceAccount | undefined,
  };
  const context: ApiContext = {
    storage,
    clock,
    ids,
    events: createEventLog(storage),
    tokens,
    kubelet,
    admitPod: (pod) => admitPod(pod, admission),
    adminToken,
    version,
    report,
  };
  const server = createApiServer(context);
  let stopControllers = () => {};

  return {
    name,
    ...server,
    whyTokenRevoked: tokens.whyRevoked,
    async start() {
      for (const namespace of NAMESPACES) await ensureNamespace(context, namespace);
      stopControllers = startControllers({
        storage,
        clock,
        ids,
        createPod: (pod) => createPod(context, pod),
        rootCertificate: () => surroundings.rootCertificate?.() ?? '',
        reportError: report,
      });
      await kubelet.start();
    },
    async stop() {
      stopControllers();
      await kubelet.stop();
    },
  };
}

function mint(tokens: ServiceAccountTokens, { namespace, serviceAccount, pod, audience, ...rest }: PodTokenRequest) {
  const audiences = audience ? [audience] : [];
  return tokens.mint({ namespace, serviceAccount, pod, audiences, expirationSeconds: rest.expirationSeconds });
}

async function ensureNamespace(context: ApiContext, name: string): Promise<void> {
  if (context.storage.get('namespaces', undefined, name)) return;
  const metadata = { name, uid: '', resourceVersion: '', creationTimestamp: '' };
  await storeNew(context, coreKind('namespaces'), { apiVersion: 'v1', kind: 'Namespace', metadata });
}

const createPod = (context: ApiContext, pod: KubeObject) => storeNew(context, coreKind('pods'), pod);

const coreKind = (resource: string) => findKind('', 'v1', resource) as Kind;
