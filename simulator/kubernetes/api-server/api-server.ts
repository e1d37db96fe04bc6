import type { HttpHandler, HttpRequest, HttpResponse, MessageChannel } from '../../http.ts';
import { StatusError } from '../status-error.ts';
import { answer, errorAnswer, toStatusError } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import { parseResourceRequest } from './api-request.ts';
import { authenticate } from './authenticate.ts';
import { requireAllowed, requirePathAllowed } from './authorize.ts';
import { discover } from './discovery.ts';
import { connectExec, failExec, readStdin } from './exec.ts';
import { openApi } from './openapi.ts';
import { serveResource } from './serve-resource.ts';

/** A cluster's API server: `handle` for requests, `connect` for upgraded ones. */
export interface ApiServer {
  handle: HttpHandler;
  /** Serves exec on an upgraded connection. Answers false if the path takes no upgrade. */
  connect(request: HttpRequest, channel: MessageChannel): Promise<boolean>;
}

export function createApiServer(context: ApiContext): ApiServer {
  return {
    async handle(request) {
      try {
        return await serve(context, request);
      } catch (error) {
        return errorAnswer(toStatusError(error, context.report));
      }
    },
    async connect(request, channel) {
      const resource = parseResourceRequest(request);
      if (resource?.subresource !== 'exec') return false;
      const stdin = readStdin(channel);
      try {
        const allowed = { ...resource, user: await authenticate(context, request) };
        requireAllowed(context, allowed);
        await connectExec(context, allowed, channel, stdin);
      } catch (error) {
        failExec(channel, toStatusError(error, context.report));
      }
      return true;
    },
  };
}

async function serve(context: ApiContext, request: HttpRequest): Promise<HttpResponse> {
  const user = await authenticate(context, request);
  const info = parseResourceRequest(request);
  if (info) {
    const resource = { ...info, user };
    requireAllowed(context, resource);
    return serveResource(context, resource);
  }
  requirePathAllowed(context, user, request);
  const found = discover(request) ?? openApi(request) ?? health(request) ?? version(context, request);
  if (!found) throw new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
  return found;
}

function health({ path }: HttpRequest): HttpResponse | undefined {
  if (!['/healthz', '/livez', '/readyz'].includes(path)) return undefined;
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'ok' };
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
