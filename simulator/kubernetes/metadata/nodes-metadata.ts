import type { HttpHandler } from '../../http.ts';
import type { ClusterSurroundings } from '../cluster.ts';
import { addressOf, instanceOf, type NodeObject } from '../nodes/node-object.ts';
import type { Storage } from '../storage.ts';
import type { InstanceRole } from './instance.ts';
import { createInstanceMetadata } from './instance-metadata.ts';

type Options = Pick<ClusterSurroundings, 'clock' | 'ids' | 'account' | 'region' | 'instances'> & { storage: Storage };

const RENEW_BEFORE_MS = 10 * 60_000;

/** The metadata services of a cluster's nodes; undefined where the surroundings know of no instances. */
export function createNodesMetadata(options: Options): ((node: string, hops: number) => HttpHandler) | undefined {
  const { instances } = options;
  if (!instances) return undefined;
  // One handler for each: containers are led to it by a listener of its own.
  const handlers = new Map<string, HttpHandler>();
  const services = new Map<string, ReturnType<typeof createInstanceMetadata>>();
  return (node, hops) => {
    const service = services.get(node) ?? serviceOf(node, { ...options, instances });
    services.set(node, service);
    const handler = handlers.get(`${node} ${hops}`) ?? service(hops);
    handlers.set(`${node} ${hops}`, handler);
    return handler;
  };
}

function serviceOf(
  name: string,
  { storage, clock, ids, account, region, instances }: Options & Required<Pick<Options, 'instances'>>,
) {
  let known: InstanceRole | undefined;
  const node = () => storage.get('nodes', undefined, name) as NodeObject | undefined;
  const label = (key: string) => node()?.metadata.labels?.[key] ?? '';
  return createInstanceMetadata({
    clock,
    ids,
    settings: () => instances.metadataSettings(node()?.metadata.uid ?? ''),
    instance: () => ({
      id: instanceOf(storage, name).id,
      type: label('node.kubernetes.io/instance-type'),
      ip: addressOf(node() ?? ({} as NodeObject)),
      hostname: name,
      zone: label('topology.kubernetes.io/zone'),
      region,
      account,
    }),
    role() {
      const isGood = known && 'expiresAtMs' in known && known.expiresAtMs - clock.now() > RENEW_BEFORE_MS;
      if (!isGood || !known) known = instances.assumeRole(instanceOf(storage, name));
      return known;
    },
  });
}
