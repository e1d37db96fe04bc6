/** A cluster's part of the VPC 10.0.0.0/16: four networks of 256 addresses, the first one for nodes. */
const NETWORKS = 4;
const FIRST_HOST = 10;
const LAST_HOST = 250;

/** Each cluster has addresses of its own, so that an address tells where it is. */
const firstNetwork = (cluster: string) =>
  ([...cluster].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 60) * NETWORKS;

/** The nodes' network: `10.0.<n>`. */
export const subnetOf = (cluster: string): string => `10.0.${firstNetwork(cluster)}`;

export const nodeIp = (cluster: string, slot: number): string => `${subnetOf(cluster)}.${FIRST_HOST + slot}`;

/** The place among the nodes that this address is for. */
export const slotOf = (ip: string): number => Number(ip.slice(ip.lastIndexOf('.') + 1)) - FIRST_HOST;

/** Those that pods may have, in the order in which they are given out. */
export function podIps(cluster: string): string[] {
  const hosts = Array.from({ length: LAST_HOST - FIRST_HOST + 1 }, (_, index) => FIRST_HOST + index);
  const networks = Array.from({ length: NETWORKS - 1 }, (_, index) => firstNetwork(cluster) + 1 + index);
  return networks.flatMap((network) => hosts.map((host) => `10.0.${network}.${host}`));
}
