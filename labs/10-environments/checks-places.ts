import type { App } from '../kit/app-checks.ts';
import type { KubeObject } from '../kit/kube-client.ts';
import { type Check, check, type Observation } from '../kit/lab.ts';
import { variableOf } from '../kit/pods.ts';
import type { World } from '../kit/world.ts';

const FIRST = [1, 24] as const;

/** What EKS offers is new enough for the agent. */
export function everyVersionCan(): Check {
  return check({
    must: 'every version that EKS offers can have Pod Identity',
    expected: 'nothing older than 1.24, and versions of the agent for all',
    next: 'Both commands of the step only read. What do they say?',
    async observe(world) {
      const eks = await world.aws.eks();
      const { clusterVersions = [] } = await eks.describeClusterVersions({});
      const versions = clusterVersions.map(({ clusterVersion = '' }) => clusterVersion);
      return { ok: versions.length > 0 && versions.every(isNewEnough), seen: versions.join(', ') };
    },
  });
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > FIRST[0] || (major === FIRST[0] && minor >= FIRST[1]);
}

interface PodSpec {
  nodeName?: string;
}

const view = (app: App, world: World) => world.app(world.names[app.cluster], app.namespace, app.name);

const specOf = (pod: KubeObject) => pod.spec as PodSpec;

const noPod = ({ namespace, name }: App): Observation => ({
  ok: false,
  seen: `no pod with label app=${name} in namespace ${namespace}`,
  settling: true,
});

/** The newest pod of the app has a node that Fargate made for it. */
export function runsOnFargate(app: App): Check {
  return check({
    must: `${app.namespace}/${app.name} runs on Fargate`,
    expected: 'a node with the label eks.amazonaws.com/compute-type=fargate',
    next: `Is the profile ACTIVE? Then: kubectl -n ${app.namespace} rollout restart deployment/${app.name}`,
    async observe(world) {
      const pod = await view(app, world).newestPod();
      if (!pod) return noPod(app);
      const { nodeName } = specOf(pod);
      const node = nodeName && (await world.kube(world.names[app.cluster]).find(`/api/v1/nodes/${nodeName}`));
      if (!node) return { ok: false, seen: `pod ${pod.metadata.name} has no node yet`, settling: true };
      const { labels = {} } = node.metadata as { labels?: Record<string, string> };
      return { ok: labels['eks.amazonaws.com/compute-type'] === 'fargate', seen: `node ${nodeName}` };
    },
  });
}

const AGENTS = '/api/v1/namespaces/kube-system/pods?labelSelector=app.kubernetes.io%2Fname%3Deks-pod-identity-agent';
const PLACE = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

/** The webhook gave the pod an address at which nobody listens. The SDK's own words for it take three seconds to come. */
export function associatedHasNoAgent(app: App): Check {
  return check({
    must: `${app.namespace}/${app.name} has the variables of Pod Identity, and no agent on its node`,
    expected: `${PLACE}, and agents on other nodes only`,
    next: 'Was the pod created after its association? Restart its deployment.',
    async observe(world) {
      const pod = await view(app, world).newestPod();
      if (!pod) return noPod(app);
      const { nodeName } = specOf(pod);
      const agents = await world.kube(world.names[app.cluster]).list(AGENTS);
      const onNode = agents.filter((agent) => specOf(agent).nodeName === nodeName).length;
      const address = variableOf(pod, PLACE)?.value;
      const seen = `${PLACE}=${address ?? ''}; ${onNode} of ${agents.length} agents on ${nodeName}`;
      return { ok: address !== undefined && agents.length > 0 && onNode === 0, seen };
    },
  });
}

/** The webhook of IRSA knows Windows: the path of the token is one of Windows. facts A.3 */
export function windowsPodIsPrepared(): Check {
  return check({
    must: 'serverless/windows has a token file for Windows',
    expected: 'AWS_WEB_IDENTITY_TOKEN_FILE with a path that begins with C:\\',
    next: 'kubectl apply -f labs/10-environments/windows.yaml, after the annotation of serverless/annotated',
    async observe(world) {
      const path = '/api/v1/namespaces/serverless/pods/windows';
      const pod = await world.kube(world.names.CLUSTER_A).find(path);
      if (!pod) return { ok: false, seen: 'no pod serverless/windows' };
      const file = variableOf(pod, 'AWS_WEB_IDENTITY_TOKEN_FILE')?.value ?? 'no such variable';
      const { phase } = pod.status as { phase?: string };
      return { ok: file.startsWith('C:\\'), seen: `${file}, phase ${phase}` };
    },
  });
}
