import { AGENT_ADDRESSES } from '../../kit/agent-addresses.ts';
import type { Case } from '../case.ts';
import { kubectl, patchPods, recreate, withoutVariables } from '../commands.ts';
import { type ContainerView, variable } from '../environment.ts';
import { broken, type Finding, holds, link } from '../link.ts';
import { INJECTIONS, isInjected, type Mechanism, SKIP_ANNOTATION } from '../mechanism.ts';
import { findWebhook, type WebhookCall } from '../webhook-configuration.ts';

/** The pod identity webhook has put token and variables into the pod, and into every container. facts A.3, B.1 */
export const webhook = link({
  id: 'webhook',
  title: 'the webhook gave the pod its variables',
  async look(seen) {
    const { mechanism, containers } = seen;
    if (!mechanism) return holds('nothing to give');
    const without = containers.filter((container) => !isInjected(container, mechanism));
    if (without.length === 0) {
      const misled = containers.find((container) => mechanism === 'Pod Identity' && !leadsToAgent(container));
      if (misled) return misleading(seen, misled);
      return holds(`${describe(containers, mechanism)}, volume ${INJECTIONS[mechanism].volume}`);
    }
    return leftOut(seen, mechanism, without) ?? missed(seen, mechanism);
  },
});

const FULL_URI = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

const leadsToAgent = (container: ContainerView) => AGENT_ADDRESSES.includes(variable(container, FULL_URI)?.value ?? '');

/** Whose value is not the agent's has not got it from the webhook, which adds neither variable then. */
function misleading(seen: Case, container: ContainerView): Finding {
  const own = INJECTIONS['Pod Identity'].variables.flatMap((name) => variable(container, name) ?? []);
  const value = variable(container, FULL_URI)?.value;
  const text = `container ${container.spec.name} sets ${FULL_URI}=${value} itself, and the agent answers at ${AGENT_ADDRESSES[0]} only`;
  return broken(text, withoutVariables(seen, container, own));
}

function describe([first]: ContainerView[], mechanism: Mechanism): string {
  const values = INJECTIONS[mechanism].variables.map((name) => `${name}=${first && variable(first, name)?.value}`);
  return values.join(', ');
}

async function missed(seen: Case, mechanism: Mechanism): Promise<Finding> {
  const names = INJECTIONS[mechanism].variables.join(' and ');
  const text = `no container has ${names}, although the pod came later than its role`;
  const call = await findWebhook(seen);
  if (!call)
    return broken(`${text}: no MutatingWebhookConfiguration of the cluster names the webhook`, restoration(seen));
  const { failurePolicy, configuration, exemptedBy } = call;
  if (exemptedBy) return exempted(seen, `${text}: ${exemptedBy} of ${configuration} exempts it`, call);
  // The pod is admitted though the webhook did not answer: facts A.1; eks-pod-identity-agent#153
  const silently = `: the webhook did not answer, and failurePolicy ${failurePolicy} let the pod in without it`;
  return broken(`${text}${failurePolicy === 'Ignore' ? silently : ': the webhook missed it'}`, recreate(seen));
}

const restoration = (seen: Case) =>
  `# The configuration is EKS's own: npm run lab:stop and lab:start bring it back here, AWS Support there. Then:\n${recreate(seen)}`;

function exempted(seen: Case, text: string, { configuration, exemptedBy }: WebhookCall): Finding {
  const patch = JSON.stringify([{ op: 'replace', path: exemptedBy, value: {} }]);
  const words = ['patch', 'mutatingwebhookconfiguration', configuration, '--type=json', '-p', patch];
  return broken(text, `${kubectl(seen, ...words)}\n${recreate(seen)}`);
}

/** The webhook saw the pod, and leaves such containers alone. facts A.2, A.3, B.1 */
function leftOut(seen: Case, mechanism: Mechanism, without: ContainerView[]): Finding | undefined {
  const names = without.map(({ spec }) => spec.name).join(', ');
  const skipped = seen.pod.metadata.annotations?.[SKIP_ANNOTATION];
  if (skipped !== undefined) {
    const patch = { metadata: { annotations: { [SKIP_ANNOTATION]: null } } };
    return broken(`container ${names}: the annotation ${SKIP_ANNOTATION} is ${skipped}`, patchPods(seen, patch));
  }
  for (const container of without) {
    const own = INJECTIONS[mechanism].variables.flatMap((name) => variable(container, name) ?? []);
    const listed = own.map(({ name }) => name).join(', ');
    const text = `container ${container.spec.name} sets ${listed} itself, and then the webhook adds neither variable`;
    if (own.length > 0) return broken(text, withoutVariables(seen, container, own));
  }
  return undefined;
}
