import type { Container, Volume } from 'kubernetes-types/core/v1';
import type { ContainerMount, RunningContainer } from '../container-runtime.ts';
import { fileModes } from './file-modes.ts';
import type { Node } from './node.ts';
import type { Pod } from './pod.ts';
import type { PodAddresses } from './pod-field.ts';
import { readVolume, type VolumeFiles } from './volumes.ts';

type Files = Record<string, Uint8Array>;

/** The volumes of one pod, as last read. */
export interface PodVolumes {
  /** Reads all of them. Errors: VolumeProblem. */
  read(): Promise<void>;
  mountsOf(container: Container): ContainerMount[];
  /** Reads again what has changed or is due, and hands it to the running containers. Errors: VolumeProblem. */
  refresh(containers: { container: Container; running: RunningContainer | undefined }[], due: boolean): Promise<void>;
  /** The next token's renewal; undefined if the pod has none. */
  renewAtMs(): number | undefined;
}

/** A volume that cannot be set up now; `message` is the FailedMount event's. */
export class VolumeProblem extends Error {}

export function openPodVolumes(node: Node, pod: () => Pod, addresses: PodAddresses): PodVolumes {
  const contents = new Map<string, VolumeFiles>();
  const { storage, clock, mintPodToken } = node;
  const around = { storage, addresses, mintPodToken, now: () => clock.now() };
  const volumes = () => pod().spec.volumes ?? [];

  async function readOne(volume: Volume): Promise<VolumeFiles> {
    try {
      const content = await readVolume(around, pod(), volume);
      contents.set(volume.name, content);
      return content;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new VolumeProblem(`MountVolume.SetUp failed for volume "${volume.name}" : ${message}`);
    }
  }

  return {
    async read() {
      for (const volume of volumes()) await readOne(volume);
    },
    mountsOf: (container) => mounts(container, contents, pod()),
    async refresh(containers, due) {
      for (const volume of volumes()) {
        const before = contents.get(volume.name);
        const hasToken = before?.renewAtMs !== undefined;
        // A token is minted for its own renewal only, not whenever some ConfigMap changes.
        if (before?.shared || (hasToken && !(due && (before.renewAtMs ?? 0) <= clock.now()))) continue;
        const { files } = await readOne(volume);
        if (before && sameFiles(before.files, files)) continue;
        for (const { container, running } of containers) await update(container, running, volume.name, files);
      }
    },
    renewAtMs() {
      const times = [...contents.values()].flatMap((content) => content.renewAtMs ?? []);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
  };
}

function mounts({ volumeMounts = [] }: Container, contents: Map<string, VolumeFiles>, pod: Pod): ContainerMount[] {
  return volumeMounts.flatMap<ContainerMount>(({ name, mountPath, readOnly = false, subPath = '' }) => {
    const content = contents.get(name);
    const volume = pod.spec.volumes?.find((one) => one.name === name);
    if (!content || !volume) return [];
    if (content.shared) return [{ path: mountPath, readOnly, files: {}, volume: name, subPath }];
    const files = under(content.files, subPath);
    const all = fileModes(volume, pod);
    const modes = { '': all[''] ?? 0, ...under(all, subPath) };
    // What Kubernetes itself fills is read-only, whatever the mount says. kubernetes 1.10 release notes
    return [{ path: mountPath, readOnly: true, files, modes }];
  });
}

/** One file has the empty path; a directory's files lose its name. */
function under<Value>(entries: Record<string, Value>, subPath: string): Record<string, Value> {
  if (!subPath) return entries;
  const file = entries[subPath];
  if (file !== undefined) return { '': file };
  const inside = Object.entries(entries).filter(([path]) => path.startsWith(`${subPath}/`));
  return Object.fromEntries(inside.map(([path, value]) => [path.slice(subPath.length + 1), value]));
}

async function update(container: Container, running: RunningContainer | undefined, volume: string, files: Files) {
  for (const mount of container.volumeMounts ?? []) {
    // A subPath keeps what it had at the start. kubernetes.io, "Volumes", subPath
    if (mount.name === volume && !mount.subPath) await running?.updateMount(mount.mountPath, files);
  }
}

function sameFiles(one: Files, other: Files): boolean {
  const paths = Object.keys(one);
  return (
    paths.length === Object.keys(other).length &&
    paths.every((path) => {
      const [left, right] = [one[path], other[path]];
      return left?.length === right?.length && left?.every((byte, index) => byte === right?.[index]);
    })
  );
}
