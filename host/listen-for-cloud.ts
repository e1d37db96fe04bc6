import type { Cloud } from '../simulator/cloud.ts';
import type { KubernetesCluster } from '../simulator/kubernetes/cluster.ts';
import type { Certificates } from './certificates.ts';
import { nodeListener } from './http-adapter.ts';
import { type Listener, listen } from './listen.ts';
import { acceptUpgrades } from './upgrade.ts';
import { readJsonFile, writePrivateFile } from './write-file.ts';

/** The local AWS endpoints' customary port, and how far to look if it is taken. */
const AWS_PORT = 4566;
const TRIES = 20;

export interface Addresses {
  url: string;
  awsPort: number;
  /** Changes while the cloud runs: clusters come and go. */
  clusters: { name: string; url: string }[];
}

export interface ListenForCloudOptions {
  cloud: Cloud;
  certificates: Certificates;
  port?: number;
  /** The clusters' ports of the last run: a kubeconfig that was copied elsewhere stays good. */
  portsFile: string;
  log(line: string): void;
  onStop(close: () => Promise<void>): void;
}

export interface CloudListeners {
  addresses: Addresses;
  /** Listens for one more cluster. */
  open(cluster: KubernetesCluster): Promise<void>;
  /** Ends every connection to a cluster, and listens for it no more. */
  close(cluster: KubernetesCluster): Promise<void>;
}

/** One HTTP listener for AWS, one HTTPS listener for each cluster's API server. Errors: HostError PortTaken. */
export async function listenForCloud(options: ListenForCloudOptions): Promise<CloudListeners> {
  const { cloud, port, portsFile, log, onStop } = options;
  const onRequest = nodeListener(cloud.handle, log);
  const aws = await listen({ onRequest, ports: port === undefined ? consecutive(AWS_PORT, TRIES) : [port] });
  onStop(aws.close);
  const ports = (readJsonFile(portsFile) ?? {}) as Record<string, number | undefined>;
  const listeners = new Map<string, Listener>();
  onStop(async () => void (await Promise.all([...listeners.values()].map((listener) => listener.close()))));
  const addresses: Addresses = { url: `http://127.0.0.1:${aws.port}`, awsPort: aws.port, clusters: [] };

  /** Ports of clusters that are away stay in the file: a deleted workshop cluster comes back at the next start. */
  async function open(cluster: KubernetesCluster): Promise<void> {
    const { name } = cluster;
    const listener = await listenForCluster(options, cluster, ports[name] ?? 0);
    listeners.set(name, listener);
    addresses.clusters.push({ name, url: `https://127.0.0.1:${listener.port}` });
    ports[name] = listener.port;
    writePrivateFile(portsFile, `${JSON.stringify(ports)}\n`);
  }

  async function close({ name }: KubernetesCluster): Promise<void> {
    addresses.clusters = addresses.clusters.filter((cluster) => cluster.name !== name);
    await listeners.get(name)?.close();
    listeners.delete(name);
  }

  for (const cluster of cloud.clusters.values()) await open(cluster);
  return { addresses, open, close };
}

async function listenForCluster(
  { certificates, log }: ListenForCloudOptions,
  cluster: KubernetesCluster,
  wanted: number,
): Promise<Listener> {
  const onRequest = nodeListener(cluster.handle, log);
  const listener = await listen({ onRequest, ports: [wanted, 0], tls: certificates.server });
  acceptUpgrades(listener.server, cluster.connect, log);
  return listener;
}

const consecutive = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
