import type { World } from '../kit/world.ts';
import { type Case, openCase, type Question } from './case.ts';
import { linksFor } from './chain.ts';
import { getCluster, type PodPlace } from './find-pod.ts';
import { type Finding, type Judged, type Link, unknown } from './link.ts';
import { CLUSTER, reachCluster } from './links/cluster.ts';
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
  const cluster = await getCluster(world, place.cluster);
  const kube = world.kube(place.cluster);
  const first = { ...CLUSTER, ...(await reachCluster(cluster, kube)) };
  if (first.mark === 'broken') return { ...place, mechanism: null, broken: first.id, links: [first] };
  const seen = await openCase({ world, place, question, now, kube, cluster });
  const links = [first, ...(await follow(linksFor(seen.mechanism), seen))];
  const broken = links.find(({ mark }) => mark === 'broken')?.id ?? null;
  return { ...place, pod: seen.pod.metadata.name, mechanism: seen.mechanism ?? null, broken, links };
}

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
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return unknown(`could not be looked at: ${name}: ${message}`);
  }
}
