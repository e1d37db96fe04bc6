import type { Case, Mechanism } from '../case.ts';
import { kubectl, recreate } from '../commands.ts';
import { type ContainerView, variable } from '../environment.ts';
import { broken, type Finding, holds, link } from '../link.ts';
import { INJECTIONS, isInjected, SKIP_ANNOTATION } from '../mechanism.ts';

const CONFIGURATION = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/pod-identity-webhook';

/** The pod identity webhook has put token and variables into the pod, and into every container. facts A.3, B.1 */
export const webhook = link({
  id: 'webhook',
  title: 'the webhook gave the pod its variables',
  async look(seen) {
    const { mechanism, containers } = seen;
    if (!mechanism) return holds('nothing to give');
    const without = containers.filter((container) => !isInjected(container, mechanism));
    if (without.length === containers.length) return missed(seen, mechanism, await configuration(seen));
    if (without.length > 0) return partly(seen, mechanism, without);
    return holds(`${describe(containers, mechanism)}, volume ${INJECTIONS[mechanism].volume}`);
  },
});

function describe([first]: ContainerView[], mechanism: Mechanism): string {
  const values = INJECTIONS[mechanism].variables.map((name) => `${name}=${first && variable(first, name)?.value}`);
  return values.join(', ');
}

/** failurePolicy Ignore: the pod is admitted though the webhook did not answer. facts A.1; eks-pod-identity-agent#153 */
function missed(seen: Case, mechanism: Mechanism, found: string): Finding {
  const skipped = seen.pod.metadata.annotations?.[SKIP_ANNOTATION];
  if (skipped !== undefined) return skips(seen, `every container is in ${SKIP_ANNOTATION}: ${skipped}`);
  const names = INJECTIONS[mechanism].variables.join(' and ');
  return broken(
    `no container has ${names}, although the pod came later than its role: the webhook missed it, and nobody was told (${found})`,
    recreate(seen),
  );
}

async function configuration({ kube }: Case): Promise<string> {
  const found = await kube.find(CONFIGURATION).catch(() => undefined);
  const [hook] = (found?.webhooks ?? []) as { failurePolicy?: string }[];
  return hook ? `its failurePolicy is ${hook.failurePolicy}` : 'its configuration is not to be seen in the cluster';
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
