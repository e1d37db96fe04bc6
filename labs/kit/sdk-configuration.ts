import { readBody, type Transport } from '../../shell/transport.ts';

/** Where AWS is and as whom to call it. */
export interface AwsAccess {
  region: string;
  /** Absent on real AWS: then the SDK knows where each service is. */
  endpoint?: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  transport: Transport;
}

/** The part of an SDK request that a handler needs. */
interface SdkRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

/** Client configuration that sends the SDK's requests through a transport, in Node and in the page alike. */
export function sdkConfiguration({ region, endpoint, credentials, transport }: AwsAccess) {
  return {
    region,
    credentials,
    ...(endpoint !== undefined && { endpoint }),
    // The checks poll by themselves; the SDK's own retries would only make a miss slower.
    maxAttempts: 1,
    // Only then is no body made into a stream with a trailing checksum.
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
    requestHandler: {
      async handle(request: SdkRequest) {
        const answer = await transport({
          method: request.method,
          url: urlOf(request),
          headers: request.headers,
          body: bytesOf(request.body),
        });
        return { response: { statusCode: answer.status, headers: answer.headers, body: await readBody(answer.body) } };
      },
    },
    // Bodies are bytes already; the platform's own collectors expect its streams.
    streamCollector: async (body: Uint8Array) => body,
  };
}

function urlOf({ protocol, hostname, port, path, query = {} }: SdkRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.map((one) => (one === null ? encode(name) : `${encode(name)}=${encode(one)}`));
  });
  return `${protocol}//${hostname}${port ? `:${port}` : ''}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

// As SigV4 encodes: encodeURIComponent leaves five characters that must be escaped.
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function bytesOf(body: unknown): Uint8Array | undefined {
  if (body === undefined || body === null || body instanceof Uint8Array) return body ?? undefined;
  if (typeof body === 'string') return new TextEncoder().encode(body);
  throw new TypeError('A check may send texts and bytes only.');
}
