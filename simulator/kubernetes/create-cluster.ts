import { createAuthenticator } from './access/authenticator.ts';
import { createAuthorizer } from './access/authorizer.ts';
import { ensureBootstrapRoles } from './access/bootstrap-roles.ts';
import { admitPod } from './admission/admit-pod.ts';
import type { Pod, ServiceAccount } from './admission/pod.ts';
import { callsPodIdentityWebhook, ensureWebhookConfiguration } from './admission/webhook-configuration.ts';
import { createAgentHost } from './agent/agent-container.ts';
import { deployAgent } from './agent/deploy-agent.ts';
import type { ApiContext } from './api-server/api-context.ts';
import { createApiServer } from './api-server/api-server.ts';
import { storeNew } from './api-server/create.ts';
import { createEventLog } from './api-server/event-log.ts';
import { findKind, type Kind } from './api-server/kinds.ts';
import type { ClusterSurroundings, KubernetesCluster } from './cluster.ts';
import { startControllers } from './controllers/start-controllers.ts';
import { type FargateScheduler, startFargateScheduler } from './fargate/fargate-scheduler.ts';
import { furnishCluster } from './furnish-cluster.ts';
import { createKubelet } from './kubelet/create-kubelet.ts';
import type { Kubelet, PodTokenRequest } from './kubelet/kubelet.ts';
import { createNodesMetadata } from './metadata/nodes-metadata.ts';
import { scaleNodeGroups } from './nodes/node-groups.ts';
import { instanceOf } from './nodes/node-object.ts';
import { startScheduler } from './scheduler/scheduler.ts';
import { createStorage, type Storage } from './storage.ts';
import { createServiceAccountTokens, type ServiceAccountTokens } from './tokens/service-account-tokens.ts';

/**
 * A cluster. Its objects are in `surroundings.state`; the issuer's key must be there before the first token. Nothing
 * runs before `start`.
 */
export function createKubernetesCluster(surroundings: ClusterSurroundings): KubernetesCluster {
  const { name, clock, ids } = surroundings;
  const storage = createStorage({ ...surroundings, cluster: name });
  const tokens = createServiceAccountTokens({ ...surroundings, storage });
  const clusterName = surroundings.arn.slice(surroundings.arn.indexOf('/') + 1);
  const assumeRoleForPodIdentity = (token: string, node: string) =>
    surroundings.assumeRoleForPodIdentity(token, instanceOf(storage, node));
  const agents = createAgentHost(surroundings.runtime, { clock, ids, clusterName, assumeRoleForPodIdentity });
  const mintPodToken = (request: PodTokenRequest) => mint(tokens, request);
  const reportError = (error: unknown) => surroundings.report?.(error);
  const metadata = createNodesMetadata({ ...surroundings, storage });
  const kubelet = createKubelet({
    ...surroundings,
    ...agents,
    ...(metadata && { metadata }),
    storage,
    cluster: name,
    mintPodToken,
    reportError,
  });
  const context = apiContext(surroundings, storage, tokens, kubelet);
  const scaleNodes = () => scaleNodeGroups({ ...surroundings, storage, cluster: name });
  const deploy = () => deployAgent(context, surroundings).catch(reportError);
  let stopControllers = () => {};
  let stopScheduler = () => {};
  let fargate: FargateScheduler | undefined;
  let running = false;

  return {
    name,
    ...createApiServer(context),
    whyTokenRevoked: tokens.whyRevoked,
    async start() {
      ensureBootstrapRoles(storage);
      ensureWebhookConfiguration(storage, surroundings.rootCertificate?.() ?? '');
      await furnishCluster(context, name);
      stopControllers = startControllers({
        storage,
        clock,
        ids,
        createPod: (pod) => storeNew(context, coreKind('pods'), pod),
        rootCertificate: () => surroundings.rootCertificate?.() ?? '',
        reportError: context.report,
      });
      scaleNodes();
      await kubelet.start();
      stopScheduler = startScheduler({ storage, clock, ids, reportError });
      fargate = startFargateScheduler({ ...surroundings, storage, cluster: name, reportError });
      running = true;
      await deploy();
    },
    surroundingsChanged() {
      if (!running) return;
      scaleNodes();
      fargate?.profilesChanged();
      void deploy();
    },
    async stop() {
      running = false;
      stopScheduler();
      fargate?.stop();
      stopControllers();
      await kubelet.stop();
    },
  };
}

function apiContext(
  surroundings: ClusterSurroundings,
  storage: Storage,
  tokens: ServiceAccountTokens,
  kubelet: Kubelet,
): ApiContext {
  const { clock, ids, access, adminToken, arn, version } = surroundings;
  const clusterName = arn.slice(arn.indexOf('/') + 1);
  const findServiceAccount = (namespace: string, account: string) =>
    storage.get('serviceaccounts', namespace, account) as ServiceAccount | undefined;
  const callsWebhook = (pod: Pod) => callsPodIdentityWebhook(storage, pod);
  return {
    storage,
    clock,
    ids,
    events: createEventLog(storage),
    tokens,
    kubelet,
    admitPod: (pod) => admitPod(pod, { ...surroundings, findServiceAccount, callsWebhook }),
    authenticate: createAuthenticator({ storage, clock, tokens, access, adminToken, clusterName }),
    authorizer: createAuthorizer(storage, access),
    version,
    report: (error) => surroundings.report?.(error),
  };
}

function mint(tokens: ServiceAccountTokens, { namespace, serviceAccount, pod, audience, ...rest }: PodTokenRequest) {
  const audiences = audience ? [audience] : [];
  const boundTo = { kind: 'pod' as const, ...pod };
  return tokens.mint({ namespace, serviceAccount, boundTo, audiences, expirationSeconds: rest.expirationSeconds });
}

const coreKind = (resource: string) => findKind('', 'v1', resource) as Kind;
