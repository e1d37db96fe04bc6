import type { CommandContext } from '../command.ts';
import { readBody, type TransportResponse } from '../transport.ts';
import { bearerToken } from './bearer-token.ts';
import { type Flags, flag } from './flags.ts';
import { inClusterTarget } from './in-cluster.ts';
import { readKubeconfig, type Target, targetOf, UNREACHABLE } from './kubeconfig.ts';
import { KubectlError, ServerError, type Status } from './kubectl-error.ts';

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    generation?: number;
    creationTimestamp?: string | null;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

export interface KubeRequest {
  method?: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
  contentType?: string;
  accept?: string;
}

/** An API server as the chosen context's user. */
export interface KubeClient {
  /** The answer as it comes. Throws ServerError for a status of 400 and above. */
  open(path: string, request?: KubeRequest): Promise<TransportResponse>;
  json<Answer = KubeObject>(path: string, request?: KubeRequest): Promise<Answer>;
  text(path: string, request?: KubeRequest): Promise<string>;
  /** Address and headers, for what is no plain request: exec. */
  server: string;
  headers(): Promise<Record<string, string>>;
  /** Of `-n`, else of the context, else `default`. */
  namespace: string;
}

/** Reads the kubeconfig and prepares a client; nothing is sent yet. */
export async function connectToCluster(context: CommandContext, flags: Flags): Promise<KubeClient> {
  const target = await chooseTarget(context, flags);
  const server = target.cluster.server.replace(/\/$/, '');
  let authorization: Promise<string | undefined> | undefined;
  const headers = async (): Promise<Record<string, string>> => {
    authorization ??= bearerToken(
      { ...target.user, ...(flag(flags, 'token') && { token: flag(flags, 'token') }) },
      context,
    );
    const token = await authorization;
    return { ...(token && { authorization: `Bearer ${token}` }), ...impersonation(flags) };
  };
  const open = async (path: string, request: KubeRequest = {}) => {
    const response = await send(context, `${server}${path}${queryOf(request)}`, request, await headers());
    if (response.status >= 400) throw new ServerError(await statusOf(response));
    return response;
  };
  const text = async (path: string, request?: KubeRequest) =>
    new TextDecoder().decode(await readBody((await open(path, request)).body));
  return {
    open,
    text,
    json: async (path, request) => JSON.parse(await text(path, request)),
    server,
    headers,
    namespace: flag(flags, 'namespace') ?? target.namespace ?? 'default',
  };
}

/** `--as`, `--as-group`, `--as-uid`. */
function impersonation(flags: Flags): Record<string, string> {
  const user = flag(flags, 'as');
  const groups = flags.values.get('as-group') ?? [];
  const uid = flag(flags, 'as-uid');
  return {
    ...(user && { 'impersonate-user': user }),
    ...(groups.length > 0 && { 'impersonate-group': groups.join(', ') }),
    ...(uid && { 'impersonate-uid': uid }),
  };
}

async function chooseTarget(context: CommandContext, flags: Flags): Promise<Target> {
  const { config } = await readKubeconfig(context, flag(flags, 'kubeconfig'));
  const wanted = flag(flags, 'context');
  const inside = !wanted && !config.contexts.length ? await inClusterTarget(context) : undefined;
  return inside ?? targetOf(config, wanted);
}

async function send(
  { transport, signal }: CommandContext,
  url: string,
  { method = 'GET', body, contentType = 'application/json', accept = 'application/json' }: KubeRequest,
  authorization: Record<string, string>,
): Promise<TransportResponse> {
  const headers = { ...authorization, accept, ...(body !== undefined && { 'content-type': contentType }) };
  const bytes = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
  try {
    return await transport({ method, url, headers, body: bytes, signal });
  } catch {
    throw new KubectlError(UNREACHABLE(new URL(url).host));
  }
}

function queryOf({ query = {} }: KubeRequest): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

async function statusOf({ status, body }: TransportResponse): Promise<Status> {
  const text = new TextDecoder().decode(await readBody(body));
  try {
    const answer: Status = JSON.parse(text);
    if (answer.kind === 'Status') return { code: status, ...answer };
  } catch {
    // A proxied pod, or no API server at all, answers what it likes.
  }
  return { code: status, message: text.trim() || `the server responded with the status code ${status}` };
}
