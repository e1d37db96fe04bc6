import { ConnectionRefused, type HttpHandler, type HttpRequest, type HttpResponse } from '../../http.ts';
import type { PodCredentials } from '../cluster.ts';
import type { ContainerEvents, ContainerRuntime, ContainerSpec, RunningContainer } from '../container-runtime.ts';
import { type AgentOptions, createAgent } from './agent.ts';
import { type AgentLog, createAgentLog } from './agent-log.ts';

const IMAGE = /\/eks-pod-identity-agent(:|@|$)/;
const VERSION = '0.1.37';
const ADDRESSES = ['169.254.170.23:80', '[fd00:ec2::23]:80', 'localhost:2703', '0.0.0.0:2705'];
const PROBES = ['/readyz', '/healthz'];

export interface AgentHost {
  /** What pods of a node find at 169.254.170.23. Rejects with ConnectionRefused while no agent's container runs there. */
  agent: (node: string) => HttpHandler;
  /** The given runtime, which now also runs the agent's image. */
  runtime: ContainerRuntime;
}

interface AgentHostOptions extends Omit<AgentOptions, 'log' | 'assumeRoleForPodIdentity'> {
  /** EKS Auth, called as the node of this name. Rejects with AwsError. */
  assumeRoleForPodIdentity(token: string, node: string): Promise<PodCredentials>;
}

/** An agent is in its node's network, and has its node's name. */
interface Server {
  node: string;
  handle: HttpHandler;
}

/** Runs the agent where its image says so: it answers pods while its container runs, and its log is the container's. */
export function createAgentHost(runtime: ContainerRuntime, options: AgentHostOptions): AgentHost {
  const running = new Set<Server>();
  // One handler for each: containers are led to it by a listener of its own.
  const handlers = new Map<string, HttpHandler>();

  function startServer(node: string, log: AgentLog, events: ContainerEvents): RunningContainer {
    // The cache is the process's own, and ends with it.
    const server = { node, handle: createAgent({ ...options, log, assumeRoleForPodIdentity: assumeRoleOn(node) }) };
    running.add(server);
    for (const address of ADDRESSES) announce(log.with({ 'bind-addr': address }));
    return {
      ...withoutShell,
      request: async (port, request) => answerProbe(port, request.path) ?? refuse(port),
      async stop() {
        if (!running.delete(server)) return;
        for (const address of ADDRESSES) farewell(log.with({ 'bind-addr': address }));
        events.exited(0);
      },
    };
  }

  function start(spec: ContainerSpec, events: ContainerEvents): RunningContainer {
    const log = createAgentLog(events.output, options.clock);
    if (!spec.command.includes('initialize')) return startServer(spec.hostname ?? '', log, events);
    // Nothing to do: the addresses are there. Its end comes after its start.
    queueMicrotask(() => events.exited(0));
    return { ...withoutShell, request: refuse, stop: async () => undefined };
  }

  // The agent signs with the credentials of the instance that it runs on. facts B.3
  const assumeRoleOn = (node: string) => (token: string) => options.assumeRoleForPodIdentity(token, node);

  function answer(node: string, request: HttpRequest) {
    const server = [...running].find((one) => one.node === node);
    if (!server) throw new ConnectionRefused('169.254.170.23:80');
    return server.handle(request);
  }

  return {
    agent(node) {
      const handler = handlers.get(node) ?? (async (request) => answer(node, request));
      handlers.set(node, handler);
      return handler;
    },
    runtime: {
      ...runtime,
      whyNotRunnable: (image) => (IMAGE.test(image) ? undefined : runtime.whyNotRunnable(image)),
      start: async (spec, events) => (IMAGE.test(spec.image) ? start(spec, events) : runtime.start(spec, events)),
    },
  };
}

function announce(log: AgentLog): void {
  log.info(`Pod Identity Agent version ${VERSION}`);
  log.info('Starting server...');
}

function farewell(log: AgentLog): void {
  log.info('Shutting down server...');
  log.info('Server gracefully stopped');
}

/** facts B.2 */
function answerProbe(port: number, path: string): HttpResponse | undefined {
  if (port !== 2703 && port !== 2705) return undefined;
  if (PROBES.includes(path)) return { status: 200, headers: {}, body: '' };
  return { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '404 page not found\n' };
}

async function refuse(port: number): Promise<never> {
  throw new ConnectionRefused(`127.0.0.1:${port}`);
}

/** The image has no shell. */
const withoutShell: Pick<RunningContainer, 'updateMount' | 'exec'> = {
  updateMount: async () => undefined,
  async exec([command], { stderr }) {
    const problem = `exec: "${command}": executable file not found in $PATH: unknown`;
    stderr(
      new TextEncoder().encode(`OCI runtime exec failed: exec failed: unable to start container process: ${problem}\n`),
    );
    return 126;
  },
};
