import type { Cloud } from '../simulator/cloud.ts';
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

/** One HTTP listener for AWS, one HTTPS listener for each cluster's API server. Errors: HostError PortTaken. */
export async function listenForCloud(options: ListenForCloudOptions): Promise<Addresses> {
  const { cloud, port, portsFile, log, onStop } = options;
  const onRequest = nodeListener(cloud.handle, log);
  const aws = await listen({ onRequest, ports: port === undefined ? consecutive(AWS_PORT, TRIES) : [port] });
  onStop(aws.close);
  const before = (readJsonFile(portsFile) ?? {}) as Record<string, number | undefined>;
  const ports: Record<string, number> = {};
  for (const name of cloud.clusters.keys()) {
    const listener = await listenForCluster(options, name, before[name] ?? 0);
    onStop(listener.close);
    ports[name] = listener.port;
  }
  writePrivateFile(portsFile, `${JSON.stringify(ports)}\n`);
  const clusters = Object.entries(ports).map(([name, number]) => ({ name, url: `https://127.0.0.1:${number}` }));
  return { url: `http://127.0.0.1:${aws.port}`, awsPort: aws.port, clusters };
}

async function listenForCluster(
  { cloud, certificates, log }: ListenForCloudOptions,
  name: string,
  wanted: number,
): Promise<Listener> {
  const cluster = cloud.clusters.get(name);
  if (!cluster) throw new Error(`No cluster ${name}`);
  const onRequest = nodeListener(cluster.handle, log);
  const listener = await listen({ onRequest, ports: [wanted, 0], tls: certificates.server });
  acceptUpgrades(listener.server, cluster.connect, log);
  return listener;
}

const consecutive = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);
