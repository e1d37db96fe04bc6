import type { HttpRequest, HttpResponse } from '../http.ts';
import type { State } from '../state/state.ts';
import { discoveryDocument, findJwks } from './issuer.ts';

const ISSUER_HOST = /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com$/;
// As long as a Kubernetes API server says; EKS' own value is not known. kubernetes pkg/routes/openidmetadata.go
const HEADERS = { 'content-type': 'application/json', 'cache-control': 'public, max-age=3600' };
const DOCUMENT = /^\/id\/([0-9A-F]{32})\/(\.well-known\/openid-configuration|keys)$/;

/**
 * What anyone may read of an issuer: its discovery document and its keys, under the issuer's host name. Undefined if the
 * request is for another host. facts A.5
 */
export function issuerDocument(state: State, request: HttpRequest): HttpResponse | undefined {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (!ISSUER_HOST.test(host)) return undefined;
  const [, id, name] = DOCUMENT.exec(request.path) ?? [];
  const issuer = `https://${host}/id/${id}`;
  const keys = findJwks(state, issuer);
  if (!name || !keys) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not Found\n' };
  const document = name === 'keys' ? keys : discoveryDocument(issuer);
  return { status: 200, headers: HEADERS, body: JSON.stringify(document) };
}
