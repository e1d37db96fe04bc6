import type { CommandContext } from '../command.ts';
import type { KubeObject } from './client.ts';
import { done, type Invocation, type Subcommand } from './command-types.ts';
import { seconds } from './duration.ts';
import { restart } from './edit.ts';
import { flag } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { pathOf, type Resource } from './resources.ts';
import { singleOf } from './selection.ts';

/** `kubectl rollout status|restart TYPE/NAME`. */
export const rollout: Subcommand = async (invocation) => {
  const [verb, ...target] = invocation.flags.positional;
  if (verb === 'restart') return restart(invocation, singleOf(target));
  if (verb === 'status') return rolloutStatus(invocation, singleOf(target));
  throw new KubectlError(
    `error: unknown command "rollout ${verb ?? ''}": this shell has rollout status and rollout restart`,
  );
};

const POLL_MS = 1000;

async function rolloutStatus(
  { client, flags, context }: Invocation,
  { resource, name }: { resource: Resource; name: string },
) {
  const timeout = flag(flags, 'timeout');
  const limitMs = timeout && timeout !== '0s' ? seconds(timeout) * 1000 : Number.POSITIVE_INFINITY;
  const show = shower(context);
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const state = stateOf(await client.json(pathOf(resource, client.namespace, name)), name);
    show.line(state.text);
    if (state.done) return done(show.rest());
    if (waitedMs >= limitMs)
      return { stdout: show.rest(), stderr: 'error: timed out waiting for the condition\n', exitCode: 1 };
    await context.sleep(POLL_MS);
  }
}

/** Prints each state once; at once where the run streams. */
function shower({ stream }: CommandContext) {
  let last = '';
  let collected = '';
  return {
    line(text: string) {
      if (text === last) return;
      last = text;
      if (stream) stream(`${text}\n`);
      else collected += `${text}\n`;
    },
    rest: () => collected,
  };
}

interface Progress {
  replicas?: number;
  updatedReplicas?: number;
  availableReplicas?: number;
  observedGeneration?: number;
  conditions?: { type: string; reason?: string }[];
}

function stateOf(object: KubeObject, name: string): { text: string; done?: boolean } {
  const status = (object.status ?? {}) as Progress;
  const wanted = (object.spec as { replicas?: number }).replicas ?? 1;
  const { updatedReplicas: updated = 0, replicas = 0, availableReplicas: available = 0 } = status;
  if ((status.observedGeneration ?? 0) < (object.metadata.generation ?? 0))
    return { text: 'Waiting for deployment spec update to be observed...' };
  if (status.conditions?.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded')) {
    throw new KubectlError(`error: deployment "${name}" exceeded its progress deadline`);
  }
  const waiting = `Waiting for deployment "${name}" rollout to finish: `;
  if (updated < wanted) return { text: `${waiting}${updated} out of ${wanted} new replicas have been updated...` };
  if (replicas > updated) return { text: `${waiting}${replicas - updated} old replicas are pending termination...` };
  if (available < updated) return { text: `${waiting}${available} of ${updated} updated replicas are available...` };
  return { text: `deployment "${name}" successfully rolled out`, done: true };
}
