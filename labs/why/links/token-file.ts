import type { Case } from '../case.ts';
import { patchPods } from '../commands.ts';
import type { ContainerView } from '../environment.ts';
import { broken, holds, link, unknown } from '../link.ts';
import { mountedToken } from './token.ts';

const READABLE_BY_ALL = 0o004;
const DEFAULT_MODE = 0o644;

/**
 * Who may read the token: with fsGroup its group; where all containers run as one user, that user; else the mode of the
 * volume decides, 0644 unless set. Kubernetes, "Projected Volumes", SecurityContext interactions; before 1.19 it was 0600.
 */
export const tokenFile = link({
  id: 'token-file',
  title: 'the containers may read the token',
  look(seen) {
    const { mechanism, containers, pod } = seen;
    const unable = containers.find((container) => mechanism && !isReadable(seen, container, mechanism));
    if (!unable) return holds(howReadable(seen));
    if (isNonRoot(seen, unable) === undefined) {
      return unknown(`only root may read it, and the image of ${unable.spec.name} decides who that container is`);
    }
    const group = pod.spec.securityContext?.runAsGroup ?? 65534;
    return broken(
      `container ${unable.spec.name} does not run as root, and the token's file is for root only: there is no fsGroup`,
      patchPods(seen, { spec: { securityContext: { fsGroup: group } } }),
    );
  },
});

function isReadable(seen: Case, container: ContainerView, mechanism: NonNullable<Case['mechanism']>): boolean {
  if (isRoot(seen, container) || hasFsGroup(seen) || oneUser(seen) !== undefined) return true;
  const mode = mountedToken(seen, container, mechanism)?.volume.projected?.defaultMode ?? DEFAULT_MODE;
  return (mode & READABLE_BY_ALL) !== 0;
}

const hasFsGroup = ({ pod }: Case) => pod.spec.securityContext?.fsGroup !== undefined;

/** The container's word counts before the pod's. */
const userOf = ({ pod }: Case, { spec }: ContainerView) =>
  spec.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;

const isRoot = (seen: Case, container: ContainerView) => userOf(seen, container) === 0;

/** Undefined: the image says. */
function isNonRoot(seen: Case, container: ContainerView): boolean | undefined {
  const user = userOf(seen, container);
  if (user !== undefined) return user !== 0;
  return container.spec.securityContext?.runAsNonRoot ?? seen.pod.spec.securityContext?.runAsNonRoot;
}

/** The user of all containers, if they share one that the spec names. */
function oneUser(seen: Case): number | undefined {
  const users = new Set(seen.containers.map((container) => userOf(seen, container)));
  return users.size === 1 ? [...users][0] : undefined;
}

function howReadable(seen: Case): string {
  if (hasFsGroup(seen)) return `its group is fsGroup ${seen.pod.spec.securityContext?.fsGroup}`;
  const user = oneUser(seen);
  return user === undefined ? 'every user of the container may' : `it belongs to user ${user}, as whom they run`;
}
