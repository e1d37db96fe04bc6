import type { HttpHandler } from '../../simulator/http.ts';
import type { ContainerSpec } from '../../simulator/kubernetes/container-runtime.ts';

/** Where a connection inside a cluster ends on this machine: a loopback port, or why nowhere. */
export type Destination = { port: number } | { error: 'unknown' | 'refused' | 'unreachable' };

export type LookUp = (host: string, port: number) => Destination;

/** Knows what the pods of this machine listen on. */
export interface PodNetwork {
  /** The ports of a container that starts, to be filled by its process: loopback ports by its own. */
  enter(spec: ContainerSpec): Map<number, number>;
  leave(podUid: string): void;
  lookUpFor(spec: ContainerSpec): LookUp;
  /** Answers containers' processes: `/<pod's uid>?host=…&port=…`. */
  handle: HttpHandler;
}

export function createPodNetwork(): PodNetwork {
  const pods = new Map<string, { spec: ContainerSpec; ports: Map<string, Map<number, number>> }>();
  const lookUpFor = (spec: ContainerSpec): LookUp => {
    return (host, port) => {
      const found = spec.lookUp?.(host, port) ?? 'unknown';
      if (typeof found === 'string') return { error: found };
      const listening = [...(pods.get(found.podUid)?.ports.values() ?? [])].flatMap(
        (ports) => ports.get(found.port) ?? [],
      );
      return listening[0] === undefined ? { error: 'refused' } : { port: listening[0] };
    };
  };
  return {
    enter(spec) {
      const ports = new Map<number, number>();
      const pod = pods.get(spec.podUid) ?? { spec, ports: new Map() };
      pod.ports.set(spec.name, ports);
      pods.set(spec.podUid, pod);
      return ports;
    },
    leave: (podUid) => void pods.delete(podUid),
    lookUpFor,
    async handle({ path, query }) {
      const pod = pods.get(path.slice(1));
      const asked = new URLSearchParams(query);
      const found = pod && lookUpFor(pod.spec)(asked.get('host') ?? '', Number(asked.get('port')));
      const body = JSON.stringify(found ?? { error: 'unknown' });
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    },
  };
}
