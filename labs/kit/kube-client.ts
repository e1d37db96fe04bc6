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
    creationTimestamp?: string;
    deletionTimestamp?: string;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

/** The few reads that checks need. */
export interface KubeClient {
  /** Any path, any status: for what is proxied to a pod. */
  raw(path: string): Promise<KubeAnswer>;
  /** The object, or undefined if it does not exist. Errors: anything but 200 and 404, with the server's text. */
  find(path: string): Promise<KubeObject | undefined>;
  /** The items; none if the collection's namespace does not exist. Errors as `find`. */
  list(path: string): Promise<KubeObject[]>;
}

/** A client for one cluster. */
export function createKubeClient({ server, token, transport }: KubeAccess): KubeClient {
  const raw = async (path: string): Promise<KubeAnswer> => {
    const headers = { authorization: `Bearer ${await token()}`, accept: 'application/json' };
    const answer = await transport({ method: 'GET', url: `${server}${path}`, headers });
    return { status: answer.status, body: new TextDecoder().decode(await readBody(answer.body)) };
  };
  const json = async (path: string): Promise<unknown> => {
    const { status, body } = await raw(path);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`The API server answered ${status} for ${path}: ${body.slice(0, 300)}`);
    return JSON.parse(body);
  };
  return {
    raw,
    find: async (path) => (await json(path)) as KubeObject | undefined,
    list: async (path) => ((await json(path)) as { items: KubeObject[] } | undefined)?.items ?? [],
  };
}
