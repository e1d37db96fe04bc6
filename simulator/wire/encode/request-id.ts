import type { Exchange } from '../exchange.ts';
import type { ServiceModel } from '../schema/service-model.ts';

/** S3 has names of its own for them. */
export function requestIdHeaders(service: ServiceModel | undefined, { requestId }: Exchange): Record<string, string> {
  if (service?.protocol !== 'restXml') return { 'x-amzn-requestid': requestId };
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) };
}

export const hostId = (requestId: string) => btoa(`local-cloud/${requestId}`);
