import type { ServiceAccountTokenProjection, Volume } from 'kubernetes-types/core/v1';
import type { Case } from '../case.ts';
import { recreate } from '../commands.ts';
import { type ContainerView, variable } from '../environment.ts';
import { broken, type Finding, holds, link } from '../link.ts';
import { INJECTIONS, type Mechanism } from '../mechanism.ts';
import { span } from '../times.ts';

/** A projected token, and where a container has it. */
interface MountedToken {
  volume: Volume;
  projection: ServiceAccountTokenProjection;
}

/** The token that the variable names is mounted, and for whom it is. facts A.3, A.6, B.1 */
export const token = link({
  id: 'token',
  title: 'a service account token is where the variable says',
  look(seen) {
    const { mechanism, containers } = seen;
    if (!mechanism) return holds('nothing to look for');
    const wrong = containers.map((container) => wrongIn(seen, container, mechanism)).find(Boolean);
    if (wrong) return wrong;
    const [first] = containers;
    const projection = first && mountedToken(seen, first, mechanism)?.projection;
    const { audience, expirationSeconds = 3600, path } = projection ?? {};
    return holds(`${path}, audience ${audience}, for ${span(expirationSeconds * 1000)}, renewed by the kubelet`);
  },
});

/** The token file of one container, by its variable; undefined if no token is mounted there. */
export function mountedToken(
  { pod }: Pick<Case, 'pod'>,
  container: ContainerView,
  mechanism: Mechanism,
): MountedToken | undefined {
  const file = tokenPath(container, mechanism);
  for (const mount of container.spec.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find(({ name }) => name === mount.name);
    const sources = volume?.projected?.sources ?? [];
    const projection = sources
      .flatMap(({ serviceAccountToken }) => serviceAccountToken ?? [])
      .find(({ path }) => `${mount.mountPath.replace(/\/$/, '')}/${path}` === file);
    if (volume && projection) return { volume, projection };
  }
  return undefined;
}

/** Windows paths are the unix ones with another look. facts A.3 */
function tokenPath(container: ContainerView, mechanism: Mechanism): string | undefined {
  const value = variable(container, INJECTIONS[mechanism].variables[1])?.value;
  return value?.replace(/^C:/, '').replaceAll('\\', '/');
}

function wrongIn(seen: Case, container: ContainerView, mechanism: Mechanism): Finding | undefined {
  const { name } = container.spec;
  const file = tokenPath(container, mechanism);
  const found = mountedToken(seen, container, mechanism);
  if (!found) return broken(`container ${name} has no token mounted at ${file}`, leaveToWebhook(seen, mechanism));
  const { audience } = found.projection;
  const { audience: expected } = INJECTIONS[mechanism];
  // For IRSA the provider's client ids decide: the link `audience`.
  if (mechanism === 'IRSA' || audience === expected) return undefined;
  const whose = audience ?? 'of the API server';
  return broken(
    `the token in ${file} is for audience ${whose}, and EKS Auth takes ${expected} only`,
    leaveToWebhook(seen, mechanism),
  );
}

/** It touches no volume and no mount of that name that it finds. facts A.3 */
function leaveToWebhook(seen: Case, mechanism: Mechanism): string {
  const { volume } = INJECTIONS[mechanism];
  return `# Take volume ${volume} and its mounts out of the pod's template: the webhook makes them. Then:\n${recreate(seen)}`;
}
