import type { ContainerStatus } from 'kubernetes-types/core/v1';
import type { Case } from '../case.ts';
import { kubectl } from '../commands.ts';
import { holds, link, warning } from '../link.ts';
import { bornAt, type Pod } from '../pod.ts';
import { at, span } from '../times.ts';

/** The pod is there, and whether its containers run; one that does not start may want for credentials, so this never breaks. */
export const podLink = link({
  id: 'pod',
  title: 'the pod runs',
  look(seen) {
    const { metadata, spec, status } = seen.pod;
    const images = spec.containers.map((container) => container.image).join(', ');
    const born = `made at ${at(bornAt(seen.pod))}, ${span(seen.now - bornAt(seen.pod))} ago`;
    const text = `${metadata.name} is ${status.phase}, ${born}, with ${images}`;
    const trouble = troubleOf(seen.pod);
    if (status.phase === 'Running' && trouble === undefined) return holds(text);
    return warning([text, trouble].filter(Boolean).join('; '), describe(seen));
  },
});

const describe = (seen: Case) => kubectl(seen, 'describe', 'pod', seen.pod.metadata.name);

function troubleOf({ metadata, status }: Pod): string | undefined {
  if (metadata.deletionTimestamp) return 'it is being deleted';
  const waiting = (status.containerStatuses ?? []).find((container) => container.state?.waiting);
  return waiting && whyWaiting(waiting);
}

function whyWaiting({ name, state, restartCount }: ContainerStatus): string {
  const { reason, message } = state?.waiting ?? {};
  const restarts = restartCount > 0 ? ` after ${restartCount} restarts` : '';
  return `container ${name} waits${restarts}: ${[reason, message].filter(Boolean).join(', ')}`;
}
