import type { HttpRequest, HttpResponse } from '../../../../simulator/http.ts';
import type { ClusterSurroundings, KubernetesCluster } from '../../../../simulator/kubernetes/cluster.ts';
import type {
  ContainerEvents,
  ContainerRuntime,
  ContainerSpec,
} from '../../../../simulator/kubernetes/container-runtime.ts';
import { createKubernetesCluster } from '../../../../simulator/kubernetes/create-cluster.ts';
import { createIssuer, type Issuer, issuers } from '../../../../simulator/oidc/issuer.ts';
import { randomIds } from '../../../../simulator/runtime-services.ts';
import { openState, type State } from '../../../../simulator/state/state.ts';
import { memoryStore } from '../../../../simulator/state/store.ts';
import { WORKSHOP_GROUP } from '../workshop-group.ts';

export const ADMIN = 'admin-token';
export const ISSUER = 'https://oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
export const NOW = Date.parse('2026-11-24T05:00:00Z');

export interface Answer {
  status: number;
  // Kubernetes' objects are deep and various: tests look into them freely.
  body: ReturnType<typeof JSON.parse>;
}

export interface TestCluster {
  cluster: KubernetesCluster;
  state: State;
  clock: { now(): number; after(delayMs: number, callback: () => void): () => void; nowMs: number };
  /** Sends a request as the administrator, or with another token; reads the JSON answer. */
  call(method: string, url: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  send(method: string, url: string, body?: unknown, options?: CallOptions): Promise<HttpResponse>;
}

export interface CallOptions {
  token?: string;
  contentType?: string;
  accept?: string;
}

// Making a key takes long: all clusters of a file share one.
const issuerRow = (async () => {
  const state = openState(memoryStore());
  await createIssuer(state, ISSUER);
  return issuers(state).get(ISSUER) as Issuer;
})();

/** A started cluster with a frozen clock, whose containers echo. */
export async function testCluster(surroundings: Partial<ClusterSurroundings> = {}): Promise<TestCluster> {
  const state = openState(memoryStore());
  issuers(state).put(ISSUER, await issuerRow);
  const clock = { nowMs: NOW, now: () => clock.nowMs, after: () => () => {} };
  const name = 'workshop-a';
  const cluster = createKubernetesCluster({
    state,
    clock,
    ids: randomIds,
    runtime: echoRuntime,
    name,
    arn: `arn:aws:eks:us-west-2:111122223333:cluster/${name}`,
    account: '111122223333',
    region: 'us-west-2',
    version: '1.33',
    issuer: ISSUER,
    adminToken: ADMIN,
    access: { getCallerIdentity: async () => undefined, findEntry: () => undefined, readsConfigMap: () => false },
    nodeGroups: () => [WORKSHOP_GROUP],
    instanceId: (slot) => `i-0123456789abcdef${slot}`,
    hasAssociation: () => false,
    hasAgent: () => false,
    assumeRoleForPodIdentity: () => Promise.reject(new Error('not in this test')),
    rootCertificate: () => 'certificate',
    report: (error) => {
      throw error;
    },
    ...surroundings,
  });
  await cluster.start();
  const send: TestCluster['send'] = (method, url, body, options) =>
    cluster.handle(requestOf(method, url, body, options));
  return {
    cluster,
    state,
    clock,
    send,
    async call(method, url, body, options) {
      const response = await send(method, url, body, options);
      return { status: response.status, body: JSON.parse(await readText(response)) };
    },
  };
}

export function requestOf(method: string, url: string, body?: unknown, options: CallOptions = {}): HttpRequest {
  const [path = '', query = ''] = url.split('?');
  const { token = ADMIN, contentType = 'application/json', accept = 'application/json' } = options;
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(body ? toText(body) : '');
  const headers = { ...(token && { authorization: `Bearer ${token}` }), 'content-type': contentType, accept };
  return { method, path, query, headers, body: bytes };
}

const toText = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));

export async function readText({ body }: HttpResponse): Promise<string> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  let text = '';
  for await (const part of body) text += typeof part === 'string' ? part : new TextDecoder().decode(part);
  return text;
}

const echoRuntime: ContainerRuntime = {
  whyNotRunnable: () => undefined,
  async start(container, events) {
    events.output(`started ${container.name}\n`);
    void echoInput(container, events);
    return {
      updateMount: async () => {},
      async exec(command, io) {
        io.stdout(new TextEncoder().encode(`${command.join(' ')}\n`));
        if (io.stdin) for await (const bytes of io.stdin) io.stdout(bytes);
        return command[0] === 'false' ? 3 : 0;
      },
      async request(port, { method, path, query }) {
        if (port !== 8080) throw new Error('nothing listens');
        return { status: 200, headers: { 'content-type': 'text/plain' }, body: `${method} ${path}?${query}` };
      },
      async dial(port, { input }) {
        if (port !== 8080) throw new Error('nothing listens');
        return input;
      },
      stop: async () => events.exited(143),
    };
  },
};

/** A container with `stdin` says what it hears, and ends with it. */
async function echoInput({ input }: ContainerSpec, events: ContainerEvents): Promise<void> {
  if (!input) return;
  for await (const bytes of input) events.output(new TextDecoder().decode(bytes));
  events.exited(0);
}

export const pod = (name: string, spec: Record<string, unknown> = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'app', image: 'public.ecr.aws/docker/library/node:22' }], ...spec },
});

export const deployment = (name: string, replicas = 0) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: pod(name).spec },
  },
});

export const configMap = (name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
