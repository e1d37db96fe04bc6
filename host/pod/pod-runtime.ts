import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpHandler } from '../../simulator/http.ts';
import type { ContainerRuntime, ContainerSpec } from '../../simulator/kubernetes/container-runtime.ts';
import { nodeListener } from '../http-adapter.ts';
import { type Listener, listen } from '../listen.ts';
import { type Guard, onlyAs } from '../request-guard.ts';
import { type ContainerSetup, dialTo } from './container.ts';
import { hostnameOf, layOutContainer } from './container-directory.ts';
import { entrypoint, findImageKind, imageEnvironment, imageFiles, whyNotRunnable } from './images.ts';
import { isNode, startNodeContainer } from './node-container.ts';
import { createPodNetwork, type PodNetwork } from './pod-network.ts';
import { startShellContainer } from './shell-container.ts';

export interface PodRuntimeOptions {
  /** Where containers' files are laid out; emptied at the start. */
  directory: string;
  /** The local cloud's AWS port, asked at each start of a container. */
  awsPort(): number;
  log(line: string): void;
}

/** The container runtime of this machine. `close` ends the agents' listeners; the kubelets end the containers. */
export interface PodRuntime extends ContainerRuntime {
  close(): Promise<void>;
}

// Sockets know an IPv6 address as it is, URLs in brackets.
const AGENT_ADDRESSES = ['169.254.170.23:80', 'fd00:ec2::23:80', '[fd00:ec2::23]:80'];
const METADATA_HOST = '169.254.169.254';

// The agent checks the Host header itself, and answers as on EKS.
const agentGuard: Guard = () => undefined;
const metadataGuard = onlyAs([METADATA_HOST]);

/** Runs containers as processes of this machine's Node, or in the workshop shell, depending on the image. */
export async function createPodRuntime({ directory, awsPort, log }: PodRuntimeOptions): Promise<PodRuntime> {
  await rm(directory, { recursive: true, force: true });
  const network = createPodNetwork();
  const listeners = new Map<HttpHandler, Promise<Listener>>();
  const portOf = async (handler: HttpHandler, guard?: Guard) => {
    const onRequest = nodeListener(handler, log, guard);
    const listener = listeners.get(handler) ?? listen({ onRequest, ports: [0] });
    listeners.set(handler, listener);
    return (await listener).port;
  };
  return {
    whyNotRunnable,
    async start(spec, events) {
      const { agent, metadata } = spec;
      const agentPort = await portOf(agent, agentGuard);
      const routes = {
        aws: awsPort(),
        ...Object.fromEntries(AGENT_ADDRESSES.map((address) => [address, agentPort])),
        ...(metadata && { [`${METADATA_HOST}:80`]: await portOf(metadata, metadataGuard) }),
      };
      const lookup = `http://127.0.0.1:${await portOf(network.handle)}/${spec.podUid}`;
      const setup = { ...(await prepare(directory, spec)), routes, lookup, ...placeIn(network, spec) };
      return { ...(await run(setup)(setup, events)), dial: dialTo(setup.ports) };
    },
    forgetPod(podUid) {
      network.leave(podUid);
      return rm(join(directory, podUid), { recursive: true, force: true });
    },
    async close() {
      for (const listener of listeners.values()) await (await listener).close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function run({ kind, words }: ContainerSetup): typeof startShellContainer {
  return ['node', 'nginx'].includes(kind) && isNode(words) ? startNodeContainer : startShellContainer;
}

const placeIn = (network: PodNetwork, spec: ContainerSpec) => ({
  ports: network.enter(spec),
  lookUp: network.lookUpFor(spec),
});

async function prepare(pods: string, spec: ContainerSpec) {
  const kind = findImageKind(spec.image);
  if (!kind) throw new Error(whyNotRunnable(spec.image));
  const env = { ...imageEnvironment(kind), HOSTNAME: hostnameOf(spec), ...spec.env };
  const words = entrypoint(kind, spec.command, spec.args);
  const directory = await layOutContainer(pods, spec, { ...(await imageFiles(kind)), ...processFiles(words, env) });
  return { spec, kind, words, directory, env, workingDir: spec.workingDir || '/' };
}

/** What the kernel shows of a container's first process. proc(5) */
function processFiles(words: string[], env: Record<string, string>): Record<string, Uint8Array> {
  const environ = Buffer.from(
    Object.entries(env)
      .map(([name, value]) => `${name}=${value}\0`)
      .join(''),
  );
  const cmdline = Buffer.from(words.map((word) => `${word}\0`).join(''));
  return Object.fromEntries(
    ['proc/self', 'proc/1'].flatMap((at) => [
      [`${at}/environ`, environ],
      [`${at}/cmdline`, cmdline],
    ]),
  );
}
