import type { HttpHandler, HttpRequest, HttpResponse } from '../../http.ts';
import { BASE64, type Clock, type Ids } from '../../runtime-services.ts';
import type { InstanceFacts, InstanceRole, MetadataSettings } from './instance.ts';
import { metadataLeaves, readMetadata } from './metadata-tree.ts';

export interface InstanceMetadataOptions {
  clock: Clock;
  ids: Ids;
  instance(): InstanceFacts;
  role(): InstanceRole;
  /** Asked at each request: EC2 changes them while the instance runs. */
  settings(): MetadataSettings;
}

const TOKEN_PATH = '/latest/api/token';
const MAX_TTL_SECONDS = 21_600;
const ROLES = 'meta-data/iam/security-credentials/';

/**
 * The instance metadata service of one node at http://169.254.169.254: version 2, and version 1 where no token is needed.
 * Amazon EC2 user guide, "Use the Instance Metadata Service to access instance metadata". The handler is for callers that are `hops` away: 1 for the
 * node itself and its host network, 2 for other pods.
 */
export function createInstanceMetadata(options: InstanceMetadataOptions): (hops: number) => HttpHandler {
  const { clock, settings } = options;
  const tokens = new Map<string, number>();
  return (hops) => async (request) => {
    const { isEnabled, needsToken, hopLimit } = settings();
    if (!isEnabled) return page(403, 'Forbidden');
    if (request.path === TOKEN_PATH && request.method === 'PUT') {
      // The answer's packet dies on its way: who waits for it sees nothing at all, not even an end.
      return hops > hopLimit ? new Promise<never>(() => undefined) : issueToken(request, tokens, options);
    }
    const token = request.headers['x-aws-ec2-metadata-token'];
    const isVersion1 = token === undefined && !needsToken;
    if (!isVersion1 && (tokens.get(token ?? '') ?? 0) <= clock.now()) return page(401, 'Unauthorized');
    return read(request, options);
  };
}

function issueToken({ headers }: HttpRequest, tokens: Map<string, number>, { clock, ids }: InstanceMetadataOptions) {
  if (headers['x-forwarded-for'] !== undefined) return page(403, 'Forbidden');
  const ttl = headers['x-aws-ec2-metadata-token-ttl-seconds'] ?? '';
  if (!/^\d+$/.test(ttl) || Number(ttl) < 1 || Number(ttl) > MAX_TTL_SECONDS) return page(400, 'Bad Request');
  for (const [token, expiresAtMs] of tokens) if (expiresAtMs <= clock.now()) tokens.delete(token);
  const token = `${ids.chars(54, BASE64)}==`;
  tokens.set(token, clock.now() + Number(ttl) * 1000);
  return text(token, { 'x-aws-ec2-metadata-token-ttl-seconds': ttl });
}

function read({ method, path }: HttpRequest, { instance, role, clock }: InstanceMetadataOptions): HttpResponse {
  if (method !== 'GET' && method !== 'HEAD') return page(405, 'Method Not Allowed');
  const [, below] = /^\/latest\/?(.*)$/.exec(path) ?? [];
  if (below === undefined) return page(404, 'Not Found');
  const leaves = metadataLeaves(instance(), role(), clock.now());
  const found = readMetadata(leaves, below);
  // A list of one role names it without a slash: nothing is below it.
  if (found === undefined || (below.startsWith(ROLES) && below.endsWith('/') && below !== ROLES)) {
    return page(404, 'Not Found');
  }
  return text(found);
}

const SERVER = { server: 'EC2ws' };

const text = (body: string, headers: Record<string, string> = {}): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'text/plain', ...SERVER, ...headers },
  body,
});

/** The service's errors are pages. */
function page(status: number, reason: string): HttpResponse {
  const title = `${status} - ${reason}`;
  const head = '<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE html>\n<html lang="en">';
  const body = `${head}\n <head>\n  <title>${title}</title>\n </head>\n <body>\n  <h1>${title}</h1>\n </body>\n</html>\n`;
  return { status, headers: { 'content-type': 'text/html', ...SERVER }, body };
}
