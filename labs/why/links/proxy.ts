import type { Case } from '../case.ts';
import { patchPods } from '../commands.ts';
import { type ContainerView, describeSource, type Variable } from '../environment.ts';
import { broken, holds, link, warning } from '../link.ts';
import { type LabelSelector, selects } from '../selector.ts';

/** The agent's addresses. facts B.2, B.9 */
const AGENT = ['169.254.170.23', 'fd00:ec2::23'];

/** Nothing stands between pod and agent: an HTTP proxy that is not told to keep out, or a policy for what leaves the pod. */
export const proxy = link({
  id: 'proxy',
  title: 'the pod reaches the agent directly',
  mechanism: 'Pod Identity',
  async look(seen) {
    const caught = seen.containers.find((container) => proxyOf(container) && !isExempt(container));
    const variable = caught && proxyOf(caught);
    if (caught && variable) {
      const text = `container ${caught.spec.name} has ${variable.name} (${describeSource(variable.from)}), and NO_PROXY lacks ${AGENT[0]}: SDKs ask the proxy for the agent`;
      return broken(
        text,
        patchPods(seen, { spec: { containers: [{ name: caught.spec.name, env: exempted(caught) }] } }),
      );
    }
    const policies = await egressPolicies(seen);
    if (policies.length === 0) return holds('no proxy, and no policy for what leaves the pod');
    return warning(
      `network policies may hold back what leaves the pod: ${policies.join(', ')}`,
      `# Allow egress to ${AGENT[0]}/32, TCP port 80, where these policies select the pod.`,
    );
  },
});

/** Agents are spoken to by http. */
const proxyOf = ({ variables }: ContainerView): Variable | undefined =>
  variables.find(({ name, value }) => /^(HTTP|ALL)_PROXY$/i.test(name) && value !== '');

const noProxyOf = ({ variables }: ContainerView) => variables.find(({ name }) => /^NO_PROXY$/i.test(name));

function isExempt(container: ContainerView): boolean {
  const listed = (noProxyOf(container)?.value ?? '').split(',').map((entry) => entry.trim());
  return listed.some((entry) => entry === '*' || entry === AGENT[0] || entry === '169.254.0.0/16');
}

function exempted(container: ContainerView) {
  const found = noProxyOf(container);
  const value = [found?.value, ...AGENT].filter(Boolean).join(',');
  return [{ name: found?.name ?? 'NO_PROXY', value }];
}

/** Those of Kubernetes; other kinds, such as Cilium's, are not looked at. */
async function egressPolicies({ kube, place, pod }: Case): Promise<string[]> {
  const found = await kube.list(`/apis/networking.k8s.io/v1/namespaces/${place.namespace}/networkpolicies`);
  return found
    .filter(({ spec }) => {
      const { policyTypes = [], podSelector = {} } = spec as { policyTypes?: string[]; podSelector?: LabelSelector };
      return policyTypes.includes('Egress') && selects(podSelector, pod.metadata.labels ?? {});
    })
    .map(({ metadata }) => metadata.name);
}
