import type { HttpRequest } from '../http.ts';
import type { OpenExchange } from './exchange.ts';
import { locateService } from './locate-service.ts';
import { presentedSignature } from './signature/presented-signature.ts';

/** Takes a request apart as far as that needs no schema. Believes nothing, refuses nothing. */
export function receive(
  request: HttpRequest,
  options: { requestId: string; now: number; defaultRegion: string },
): OpenExchange {
  const query = new URLSearchParams(request.query);
  const signature = presentedSignature(request, query);
  const { service, region, bucket } = locateService(request, signature);
  return {
    requestId: options.requestId,
    now: options.now,
    region: region ?? options.defaultRegion,
    serviceName: service,
    operationName: '',
    client: { sourceIp: request.remoteAddress, userAgent: request.headers['user-agent'] },
    decisions: [],
    incoming: { request, query, content: request, signature, hostBucket: bucket },
  };
}
