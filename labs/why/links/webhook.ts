import type { Case, Mechanism } from '../case.ts';
import { kubectl, recreate } from '../commands.ts';
import { type ContainerView, variable } from '../environment.ts';
import { broken, type Finding, holds, link } from '../link.ts';
import { INJECTIONS, isInjected, SKIP_ANNOTATION } from '../mechanism.ts';
import { findWebhook, type WebhookCall } from '../webhook-configuration.ts';

/** The pod identity webhook has put token and variables into the pod, and into every container. facts A.3, B.1 */
export const webhook = link({
  id: 'webhook',
  title: 'the webhook gave the pod its variables',
  async look(seen) {
    const { mechanism, containers } = seen;
    if (!mechanism) return holds('nothing to give');
    const without = containers.filter((container) => !isInjected(container, mechanism));
    if (without.length === containers.length) return missed(seen, mechanism);
    if (without.length > 0) return partly(seen, mechanism, without);
    return holds(`${describe(containers, mechanism)}, volume ${INJECTIONS[mechanism].volume}`);
  },
});

function describe([first]: ContainerView[], mechanism: Mechanism): string {
  const values = INJECTIONS[mechanism].variables.map((name) => `${name}=${first && variable(first, name)?.value}`);
  return values.join(', ');
}

async function missed(seen: Case, mechanism: Mechanism): Promise<Finding> {
  const skipped = seen.pod.metadata.annotations?.[SKIP_ANNOTATION];
  if (skipped !== undefined) return skips(seen, `every container is in ${SKIP_ANNOTATION}: ${skipped}`);
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

function partly(seen: Case, mechanism: Mechanism, without: ContainerView[]): Finding {
  const names = without.map(({ spec }) => spec.name).join(', ');
  const skipped = seen.pod.metadata.annotations?.[SKIP_ANNOTATION];
  if (skipped !== undefined) return skips(seen, `container ${names} is in ${SKIP_ANNOTATION}: ${skipped}`);
  const [first] = without;
  const own = INJECTIONS[mechanism].variables.find((name) => first && variable(first, name));
  const why = own ? `it sets ${own} itself, and then the webhook adds neither variable` : 'the webhook passed it by';
  return broken(`container ${names} lacks the variables of ${mechanism}: ${why}`, recreate(seen));
}

function skips(seen: Case, text: string): Finding {
  const pods = kubectl(seen, 'annotate', 'pod', seen.pod.metadata.name, `${SKIP_ANNOTATION}-`);
  const remedy = `Take the annotation ${SKIP_ANNOTATION} out of the pod's template (${pods} comes too late), then:`;
  return broken(text, `# ${remedy}\n${recreate(seen)}`);
}
