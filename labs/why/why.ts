import type { World } from '../kit/world.ts';
import { type Case, openCase, type Question } from './case.ts';
import { linksFor } from './chain.ts';
import { type PodPlace, UnknownPodError } from './find-pod.ts';
import { broken, type Finding, type Judged, type Link, unknown } from './link.ts';
import { lookAtCluster } from './links/cluster.ts';
import type { Mechanism } from './mechanism.ts';

/** The answer of `lab:why`. */
export interface Answer {
  cluster: string;
  namespace: string;
  pod: string;
  /** How the pod gets its credentials, or would. */
  mechanism: Mechanism | null;
  /** The first broken link. */
  broken: string | null;
  links: Judged[];
}

export interface WhyOptions {
  question?: Question | undefined;
  /** In ms since the epoch. */
  now: number;
}

/**
 * Follows a pod's credentials link by link.
 *
 * Errors: UnknownPodError if there is no such cluster, namespace or pod.
 */
export async function why(world: World, place: PodPlace, { question, now }: WhyOptions): Promise<Answer> {
  const { first, cluster } = await lookAtCluster(world, place);
  if (!cluster) return answer(place, [first]);
  const seen = await open({ world, place, question, now, kube: world.kube(place.cluster), cluster });
  if ('mark' in seen) return answer(place, [first, { id: 'pod', title: 'the pod can be looked at', ...seen }]);
  return answer(place, [first, ...(await follow(linksFor(seen.mechanism), seen))], seen);
}

function answer(place: PodPlace, links: Judged[], seen?: Case): Answer {
  const broken = links.find(({ mark }) => mark === 'broken')?.id ?? null;
  return { ...place, pod: seen?.pod.metadata.name ?? place.pod, mechanism: seen?.mechanism ?? null, broken, links };
}

/** What one may not read at all is told as a broken link, with who may. */
async function open(asked: Parameters<typeof openCase>[0]): Promise<Case | Finding> {
  try {
    return await openCase(asked);
  } catch (error) {
    if (error instanceof UnknownPodError) throw error;
    return broken(`it cannot be looked at: ${describeError(error)}`, READERS);
  }
}

const READERS =
  '# Needed are eks:ListPodIdentityAssociations and eks:DescribePodIdentityAssociation, and to read the namespace,\n' +
  '# such as by the access policy AmazonEKSAdminViewPolicy. Who asks?\naws sts get-caller-identity';

/** One after the other: what lies behind a broken link says nothing, unless it shows what became of it. */
async function follow(links: Link[], seen: Case): Promise<Judged[]> {
  const judged: Judged[] = [];
  let isBroken = false;
  for (const one of links) {
    const { id, title, evenIfBroken } = one;
    const finding: Finding = isBroken && !evenIfBroken ? NOT_REACHED : await look(one, seen);
    isBroken ||= finding.mark === 'broken';
    judged.push({ id, title, ...finding });
  }
  return judged;
}

const NOT_REACHED: Finding = { mark: 'not reached', seen: 'a link before it is broken' };

/** What one may not look at is not broken. */
async function look({ look }: Link, seen: Case): Promise<Finding> {
  try {
    return await look(seen);
  } catch (error) {
    return unknown(`could not be looked at: ${describeError(error)}`);
  }
}

function describeError(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return `${name}: ${message}`;
}
