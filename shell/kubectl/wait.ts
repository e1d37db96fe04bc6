import type { KubeObject } from './client.ts';
import { done, type Invocation, type Subcommand } from './command-types.ts';
import { seconds } from './duration.ts';
import { flag, isSet } from './flags.ts';
import { findAll } from './jsonpath.ts';
import { isNotFound, KubectlError } from './kubectl-error.ts';
import { pathOf, shownName } from './resources.ts';
import { fetchSelected, type Selected, selectionOf } from './selection.ts';

const POLL_MS = 500;

/** `kubectl wait --for=condition=X[=Y]|delete|create|jsonpath='{…}'=V`. Default timeout 30 s. */
export const wait: Subcommand = async (invocation) => {
  const { flags } = invocation;
  const wanted = flag(flags, 'for');
  if (!wanted)
    throw new KubectlError('error: one of --for=delete, --for=create, --for=condition or --for=jsonpath must be set');
  const limitMs = seconds(flag(flags, 'timeout') ?? '30s') * 1000;
  const clock = { waitedMs: 0 };
  const targets = await expand(invocation, selectionOf(flags.positional), wanted);
  let stdout = '';
  for (const target of targets) {
    const shown = shownName(target.resource, target.name);
    while (!(await holds(invocation, target, wanted))) {
      if (clock.waitedMs >= limitMs) {
        const failed = `error: timed out waiting for the condition on ${target.resource.plural}/${target.name}\n`;
        return { stdout, stderr: failed, exitCode: 1 };
      }
      clock.waitedMs += POLL_MS;
      await invocation.context.sleep(POLL_MS);
    }
    stdout += `${shown} condition met\n`;
  }
  return done(stdout);
};

type Named = Selected & { name: string };

async function expand({ client, flags }: Invocation, selection: Selected[], wanted: string): Promise<Named[]> {
  const targets: Named[] = [];
  for (const { resource, name } of selection) {
    if (name) targets.push({ resource, name });
    else
      for (const { metadata } of await fetchSelected({ resource }, client, flags))
        targets.push({ resource, name: metadata.name });
  }
  if (!targets.length && wanted !== 'delete' && (flag(flags, 'selector') || isSet(flags, 'all'))) {
    throw new KubectlError('error: no matching resources found');
  }
  return targets;
}

async function holds({ client }: Invocation, { resource, name }: Named, wanted: string): Promise<boolean> {
  try {
    const object = await client.json(pathOf(resource, client.namespace, name));
    return wanted === 'create' || (wanted !== 'delete' && meets(object, wanted));
  } catch (error) {
    if (!isNotFound(error) || !/^(delete|create)$/.test(wanted)) throw error;
    return wanted === 'delete';
  }
}

function meets(object: KubeObject, wanted: string): boolean {
  const [, path, value] = /^jsonpath=\{?(.*?)\}?(?:=(.*))?$/s.exec(wanted) ?? [];
  if (path !== undefined) {
    const found = findAll(path.replace(/^'|'$/g, ''), object);
    return value === undefined
      ? found.length > 0
      : found.some((one) => String(one) === value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  const [, type, status = 'true'] = /^condition=([^=]+)(?:=(.*))?$/.exec(wanted) ?? [];
  if (type === undefined) throw new KubectlError(`error: unrecognized condition: "${wanted}"`);
  const conditions =
    (object.status as { conditions?: { type: string; status: string }[] } | undefined)?.conditions ?? [];
  return conditions.some(
    (one) => one.type.toLowerCase() === type.toLowerCase() && one.status.toLowerCase() === status.toLowerCase(),
  );
}
