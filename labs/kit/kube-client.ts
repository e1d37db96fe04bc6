import { readBody, type Transport } from '../../shell/transport.ts';

/** How a kubeconfig's context reaches its API server. */
export interface KubeAccess {
  server: string;
  /** Asked for each request: tokens of `aws eks get-token` live for minutes. */
  token(): Promise<string>;
  transport: Transport;
}

export interface KubeAnswer {
  status: number;
  body: string;
}

export interface KubeObject {
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** What checks need: reads, and questions. */
export interface KubeClient {
  /** Any path, any status: for what is proxied to a pod. */
  raw(path: string): Promise<KubeAnswer>;
  /** As `raw`, for a question that leaves nothing behind: an object that is an API's request or review, or a pod's form. */
  ask(path: string, question: object | URLSearchParams): Promise<KubeAnswer>;
  /** The object, or undefined if it does not exist. Errors: anything but 200 and 404, with the server's text. */
  find(path: string): Promise<KubeObject | undefined>;
  /** The items; none if the collection's namespace does not exist. Errors as `find`. */
  list(path: string): Promise<KubeObject[]>;
}

/** A client for one cluster. */
export function createKubeClient({ server, token, transport }: KubeAccess): KubeClient {
  const send = async (
    path: string,
    rest: { method: string; type?: string; body?: Uint8Array },
  ): Promise<KubeAnswer> => {
    const { method, type, body } = rest;
    const headers = {
      authorization: `Bearer ${await token()}`,
      accept: 'application/json',
      ...(type && { 'content-type': type }),
    };
    const answer = await transport({ method, url: `${server}${path}`, headers, ...(body && { body }) });
    return { status: answer.status, body: new TextDecoder().decode(await readBody(answer.body)) };
  };
  const raw = (path: string) => send(path, { method: 'GET' });
  const json = async (path: string): Promise<unknown> => {
    const { status, body } = await raw(path);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`The API server answered ${status} for ${path}: ${body.slice(0, 300)}`);
    return JSON.parse(body);
  };
  return {
    raw,
    ask: (path, question) => send(path, { method: 'POST', ...encode(question) }),
    find: async (path) => (await json(path)) as KubeObject | undefined,
    list: async (path) => ((await json(path)) as { items: KubeObject[] } | undefined)?.items ?? [],
  };
}

function encode(question: object | URLSearchParams): { type: string; body: Uint8Array } {
  const isForm = question instanceof URLSearchParams;
  return {
    type: isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    body: new TextEncoder().encode(isForm ? question.toString() : JSON.stringify(question)),
  };
}
