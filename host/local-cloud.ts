import { mkdirSync, rmSync } from 'node:fs';
import { type Cloud, createCloud } from '../simulator/cloud.ts';
import type { Delays } from '../simulator/delays.ts';
import { LEARNER_ACCOUNT, REGION } from '../simulator/place.ts';
import { randomIds, systemClock } from '../simulator/runtime-services.ts';
import type { Credentials } from '../simulator/seed.ts';
import { StateVersionError } from '../simulator/state/state.ts';
import { awsConfig, awsCredentials } from './aws-files.ts';
import { loadCertificates } from './certificates.ts';
import { openDiskStore } from './disk-store.ts';
import { explainWriteError, HostError } from './host-error.ts';
import { kubeconfig } from './kubeconfig.ts';
import { labFiles } from './lab-files.ts';
import { type CloudListeners, listenForCloud } from './listen-for-cloud.ts';
import { nodeHashing } from './node-hashing.ts';
import { createPodRuntime } from './pod/pod-runtime.ts';
import { version } from './version.ts';
import { writePrivateFile } from './write-file.ts';

export interface LocalCloudOptions {
  /** The directory that holds all state; made if missing. */
  labHome: string;
  /** Only this port will do for AWS, 0 for any free one; 4566 or the next free one if absent. */
  port?: number;
  /** How changes arrive at first; `none` if absent. */
  delays?: Delays;
  /** Told what went wrong inside; standard error if absent. */
  log?(line: string): void;
}

export interface ClusterAddress {
  name: string;
  url: string;
}

export interface LocalCloud {
  /** The AWS endpoint. */
  url: string;
  clusters: ClusterAddress[];
  /** The authority of the clusters' certificates. */
  caPem: string;
  credentials: Credentials;
  /** For what only the same process can see: state, records. */
  cloud: Cloud;
  /** Ends pods and listeners, and gives LAB_HOME free. */
  stop(): Promise<void>;
}

type Closer = () => void | Promise<void>;

/**
 * Starts the local cloud on this machine: state from LAB_HOME, listeners on loopback, pods as processes; writes the
 * files of `labFiles`.
 *
 * Errors: HostError Locked, PortTaken, StateVersion, DiskFull, NotWritable. Nothing is left running then.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers: Closer[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { ...(await open(options, (close) => closers.push(close))), stop };
  } catch (error) {
    await stop();
    throw explain(error, options.labHome);
  }
}

async function open(
  { labHome, port, delays, log = console.error }: LocalCloudOptions,
  onStop: (close: Closer) => void,
): Promise<Omit<LocalCloud, 'stop'>> {
  const files = labFiles(labHome);
  makeHome(labHome);
  const store = openDiskStore(labHome);
  onStop(store.close);
  const certificates = await loadCertificates(files.certificates);
  let listeners: CloudListeners | undefined;
  const runtime = await createPodRuntime({
    directory: files.pods,
    awsPort: () => listeners?.addresses.awsPort ?? 0,
    log,
  });
  onStop(runtime.close);
  const cloud = await createCloud({
    clock: systemClock,
    ids: randomIds,
    hashing: nodeHashing,
    delays,
    store,
    runtime,
    clusterEndpoint(name) {
      const found = listeners?.addresses.clusters.find((cluster) => cluster.name === name);
      return found && { url: found.url, certificateAuthorityPem: certificates.caPem };
    },
    clusterOpened: async (cluster) => listeners?.open(cluster),
    clusterClosed: async (cluster) => listeners?.close(cluster),
    report: (error) => log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  listeners = await listenForCloud({ cloud, certificates, port, portsFile: files.ports, log, onStop });
  onStop(cloud.stop);
  await cloud.start();
  const { url, clusters } = listeners.addresses;
  const opened = { url, clusters, caPem: certificates.caPem, credentials: cloud.credentials, cloud };
  writeFiles(files, opened);
  onStop(() => rmSync(files.localCloud, { force: true }));
  return opened;
}

function makeHome(labHome: string): void {
  try {
    mkdirSync(labHome, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainWriteError(error, labHome);
  }
}

function writeFiles(files: ReturnType<typeof labFiles>, opened: Omit<LocalCloud, 'stop'>): void {
  const { url, clusters, caPem, credentials } = opened;
  const { learner, partner, kubernetesToken } = credentials;
  writePrivateFile(files.kubeconfig, kubeconfig(clusters, caPem, kubernetesToken));
  writePrivateFile(files.awsConfig, awsConfig(url, REGION));
  writePrivateFile(files.awsCredentials, awsCredentials(learner, partner));
  // Last: who finds it may use the others.
  const running = { pid: process.pid, version, url, clusters, account: LEARNER_ACCOUNT, region: REGION };
  writePrivateFile(files.localCloud, `${JSON.stringify({ ...running, credentials: { learner, partner } }, null, 2)}\n`);
}

function explain(error: unknown, labHome: string): unknown {
  if (!(error instanceof StateVersionError)) return error;
  return new HostError(
    'StateVersion',
    `${error.message} Keep it by setting LAB_HOME to another directory than ${labHome}, or drop it with npm run lab:reset.`,
  );
}
