import type { HttpRequest } from '../http.ts';
import type { OpenExchange } from './exchange.ts';
import { locateService } from './locate-service.ts';
import { presentedSignature } from './signature/presented-signature.ts';

// Most requests have none, and nobody changes it.
const NO_QUERY = new URLSearchParams();

/** Takes a request apart as far as that needs no schema. Believes nothing, refuses nothing. */
export function receive(
  request: HttpRequest,
  options: { requestId: string; now: number; defaultRegion: string },
): OpenExchange {
  const query = request.query === '' ? NO_QUERY : new URLSearchParams(request.query);
  const signature = presentedSignature(request, query);
  const { service, region, bucket } = locateService(request, signature);
  return {
    requestId: options.requestId,
    now: options.now,
    region: region ?? options.defaultRegion,
    serviceName: service,
    operationName: '',
    request,
    client: {
      sourceIp: request.remoteAddress,
      userAgent: request.headers['user-agent'],
      referer: request.headers.referer,
    },
    decisions: [],
    incoming: { request, query, content: request, signature, hostBucket: bucket },
  };
}
