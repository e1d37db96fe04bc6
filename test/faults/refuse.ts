import type { AwsError } from '../../simulator/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../../simulator/http.ts';
import { REGION } from '../../simulator/place.ts';
import { services } from '../../simulator/services.ts';
import { decode } from '../../simulator/wire/decode/decode.ts';
import { encodeError } from '../../simulator/wire/encode/encode-error.ts';
import { loadServices } from '../../simulator/wire/load-services.ts';
import { receive } from '../../simulator/wire/receive.ts';

const findService = loadServices(services);

async function takeApart(request: HttpRequest) {
  const exchange = receive(request, { requestId: 'a-fault', now: Date.now(), defaultRegion: REGION });
  return { exchange, service: await findService(exchange.serviceName) };
}

/** An error that may depend on the service, in the words of the service's protocol. */
export async function refuse(request: HttpRequest, error: (service: string) => AwsError): Promise<HttpResponse> {
  const { exchange, service } = await takeApart(request);
  return encodeError(exchange, service, error(exchange.serviceName));
}

/** What a request to AWS asks for, such as `iam CreateRole`. */
export async function operationOf(request: HttpRequest): Promise<string> {
  const { exchange, service } = await takeApart(request);
  try {
    return `${exchange.serviceName} ${service ? decode(exchange, service).operation.name : '?'}`;
  } catch {
    return `${exchange.serviceName} ${request.method} ${request.path}`;
  }
}
