import type { HttpRequest as SdkRequest } from '@smithy/core/protocols';
import { HttpResponse } from '@smithy/core/protocols';
import { readBody, type Transport } from '../transport.ts';
import { CliError, GENERAL } from './cli-error.ts';

/** Lets an SDK client speak through the shell's transport. */
export function requestHandler(transport: Transport, signal?: AbortSignal) {
  return {
    async handle(request: SdkRequest) {
      const url = requestUrl(request);
      const response = await send(transport, request, url, signal);
      const body = asStream(await readBody(response.body));
      return { response: new HttpResponse({ statusCode: response.status, headers: response.headers, body }) };
    },
  };
}

async function send(transport: Transport, request: SdkRequest, url: string, signal?: AbortSignal) {
  const { method, headers } = request;
  try {
    return await transport({ method, url, headers, body: await bytesOf(request.body), signal });
  } catch (cause) {
    // By its cause the SDK knows that another attempt may do.
    throw Object.assign(new CliError(GENERAL, `\nCould not connect to the endpoint URL: "${url}"`), { cause });
  }
}

/** The address with its query encoded as SigV4 signed it. */
export function requestUrl({ protocol, hostname, port, path, query }: SdkRequest): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => `${encode(name)}=${encode(one)}`),
  );
  return `${protocol}//${hostname}${port ? `:${port}` : ''}${path}${pairs.length ? `?${pairs.join('&')}` : ''}`;
}

async function bytesOf(body: unknown): Promise<Uint8Array | undefined> {
  if (body === undefined || body === null || body instanceof Uint8Array) return body ?? undefined;
  if (typeof body === 'string') return new TextEncoder().encode(body);
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
}

/** The SDK's collectors take a web stream in every runtime. */
function asStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (bytes.length) controller.enqueue(bytes);
      controller.close();
    },
  });
}
