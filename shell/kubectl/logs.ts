import type { KubeObject } from './client.ts';
import { done, type Invocation, type Subcommand } from './command-types.ts';
import { seconds } from './duration.ts';
import { containerOf, findPod } from './find-pod.ts';
import { flag, isSet } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { texts } from './lines.ts';
import { pathOf, resourceNamed } from './resources.ts';
import { fetchSelected } from './selection.ts';

const PODS = resourceNamed('pods');

/** `kubectl logs [-f] [--previous] POD|deploy/NAME [CONTAINER]`, or `-l` for all pods that match. */
export const logs: Subcommand = async (invocation) => {
  const { flags, client } = invocation;
  const [first, second] = flags.positional;
  if (first === undefined) {
    if (!flag(flags, 'selector'))
      throw new KubectlError(
        "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples",
      );
    const pods = await fetchSelected({ resource: PODS }, client, flags);
    const texts = await Promise.all(
      pods.map((pod) => readLog(invocation, pod, containerOf(pod, flag(flags, 'container')).container, '10')),
    );
    return done(texts.join(''), pods.length ? '' : `No resources found in ${client.namespace} namespace.\n`);
  }
  const { pod, note } = await findPod(invocation, first);
  const { container, note: defaulted } = containerOf(pod, flag(flags, 'container') ?? second);
  return done(await readLog(invocation, pod, container), note + defaulted);
};

async function readLog(
  { client, flags, context }: Invocation,
  { metadata }: KubeObject,
  container: string,
  usualTail?: string,
): Promise<string> {
  const since = flag(flags, 'since');
  const tail = flag(flags, 'tail') ?? usualTail;
  const query = {
    container,
    follow: isSet(flags, 'follow') ? 'true' : undefined,
    previous: isSet(flags, 'previous') ? 'true' : undefined,
    timestamps: isSet(flags, 'timestamps') ? 'true' : undefined,
    tailLines: tail === '-1' ? undefined : tail,
    sinceSeconds: since && String(seconds(since)),
  };
  const { body } = await client.open(`${pathOf(PODS, metadata.namespace ?? client.namespace, metadata.name)}/log`, {
    query,
    accept: '*/*',
  });
  let collected = '';
  for await (const text of texts(body)) {
    if (context.stream) context.stream(text);
    else collected += text;
  }
  return collected;
}
