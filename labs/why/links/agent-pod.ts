import { isReady } from '../../kit/pod-view.ts';
import type { Case } from '../case.ts';
import { broken, holds, link, unknown } from '../link.ts';
import { asPod } from '../pod.ts';

const SELECTOR = 'app.kubernetes.io%2Fname%3Deks-pod-identity-agent';

/** The agent answers for its own node only. facts B.2 */
export const agentPod = link({
  id: 'agent-pod',
  title: "the agent is ready on the pod's node",
  mechanism: 'Pod Identity',
  async look(seen) {
    const { kube, pod, cluster } = seen;
    const { nodeName } = pod.spec;
    if (cluster.computeConfig?.enabled) return holds('built into EKS Auto Mode');
    if (nodeName === undefined) return unknown('the pod has no node yet');
    const agents = await kube.list(`/api/v1/namespaces/kube-system/pods?labelSelector=${SELECTOR}`);
    const here = agents.find((agent) => asPod(agent).spec.nodeName === nodeName);
    if (!here) return broken(`none of ${agents.length} agent pods is on node ${nodeName}`, inKubeSystem(seen, LOOK));
    const { name } = here.metadata;
    if (isReady(here)) return holds(`${name} on ${nodeName}`);
    const text = `${name} on ${nodeName} is ${asPod(here).status.phase} and not ready (its log may say that port 80 is taken)`;
    return broken(text, inKubeSystem(seen, `logs ${name}`));
  },
});

const LOOK = 'describe daemonset eks-pod-identity-agent';

const inKubeSystem = ({ place }: Case, words: string) => `kubectl --context ${place.cluster} -n kube-system ${words}`;
