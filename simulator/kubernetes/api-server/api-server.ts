import type { HttpHandler, HttpRequest, HttpResponse, Upgrade } from '../../http.ts';
import { badRequest, StatusError } from '../status-error.ts';
import { answer, errorAnswer, toStatusError, withWarnings } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import { parseResourceRequest, type ResourceRequest } from './api-request.ts';
import { authenticate } from './authenticate.ts';
import { requireAllowed, requirePathAllowed } from './authorize.ts';
import { requireSmallBody } from './body.ts';
import { discover } from './discovery.ts';
import { openAttach, openExec } from './exec.ts';
import { health } from './health.ts';
import { openApi } from './openapi.ts';
import { openPortForward } from './port-forward.ts';
import { serveResource } from './serve-resource.ts';

/** A cluster's API server: `handle` for requests, `connect` for upgraded ones. */
export interface ApiServer {
  handle: HttpHandler;
  /** What to do on an upgraded connection, or the answer that refuses it. */
  connect(request: HttpRequest): Promise<Upgrade | HttpResponse>;
}

export function createApiServer(context: ApiContext): ApiServer {
  const guarded =
    <Result>(serveOne: (context: ApiContext, request: HttpRequest) => Promise<Result>) =>
    (request: HttpRequest): Promise<Result | HttpResponse> =>
      serveOne(context, request).catch((error: unknown) => errorAnswer(toStatusError(error, context.report)));
  return { handle: guarded(serve), connect: guarded(upgrade) };
}

type Opener = (context: ApiContext, request: ResourceRequest) => Upgrade;

const UPGRADES: Record<string, Opener> = { exec: openExec, attach: openAttach, portforward: openPortForward };

async function upgrade(context: ApiContext, request: HttpRequest): Promise<Upgrade> {
  const user = await authenticate(context, request);
  const info = parseResourceRequest(request);
  const open = info?.kind.kind === 'Pod' ? UPGRADES[info.subresource] : undefined;
  if (!info || !open) throw badRequest('this path takes no upgrade');
  const resource = { ...info, user };
  requireAllowed(context, resource);
  return open(context, resource);
}

async function serve(context: ApiContext, request: HttpRequest): Promise<HttpResponse> {
  const user = await authenticate(context, request);
  const info = parseResourceRequest(request);
  if (info) {
    const resource = { ...info, user };
    requireAllowed(context, resource);
    if (resource.subresource !== 'proxy') requireSmallBody(request);
    return withWarnings(await serveResource(context, resource), resource.warnings);
  }
  requirePathAllowed(context, user, request);
  const found = discover(request) ?? (await openApi(request)) ?? health(request) ?? version(context, request);
  if (!found) throw new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
  return found;
}

function version(context: ApiContext, { path }: HttpRequest): HttpResponse | undefined {
  if (path !== '/version') return undefined;
  const [major, minor] = context.version.split('.');
  // EKS says `v1.33.5-eks-<commit>`; ours names itself for what it is.
  const gitVersion = `v${context.version}.0-eks-workshop`;
  const build = {
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '',
    goVersion: '',
    compiler: '',
    platform: 'linux/amd64',
  };
  return answer(200, { major, minor, gitVersion, ...build });
}
