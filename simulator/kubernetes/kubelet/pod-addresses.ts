import { podIps } from '../nodes/addresses.ts';

/** The addresses that the cluster's pods have. */
export interface PodAddressBook {
  /** The address of this pod, for good; the one it had before, if that is still free. */
  take(podUid: string, before?: string): string;
  giveBack(podUid: string): void;
}

export function createPodAddressBook(cluster: string): PodAddressBook {
  const holders = new Map<string, string>();
  const byPod = new Map<string, string>();
  const firstFree = () => podIps(cluster).find((ip) => !holders.has(ip)) ?? podIps(cluster)[0] ?? '';
  return {
    take(podUid, before) {
      const ip = byPod.get(podUid) ?? (before && !holders.has(before) ? before : firstFree());
      holders.set(ip, podUid);
      byPod.set(podUid, ip);
      return ip;
    },
    giveBack(podUid) {
      holders.delete(byPod.get(podUid) ?? '');
      byPod.delete(podUid);
    },
  };
}
