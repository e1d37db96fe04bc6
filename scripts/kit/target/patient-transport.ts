import type { Transport, TransportRequest, TransportResponse } from '../../../shell/transport.ts';

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 250;
/** A server that asks for more is asked again sooner: somebody waits at a terminal. */
const LONGEST_WAIT_MS = 10_000;

/**
 * A transport that asks again, as client-go does: whatever was refused with 429 before anything was done; and what only
 * reads, after a connection that broke or a server that is away for a moment. What comes to nothing in four attempts is
 * given back as it came. k8s.io/client-go rest/with_retry.go
 */
export function patientTransport(transport: Transport, sleep: (ms: number) => Promise<void>): Transport {
  return async (request) => {
    for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
      const outcome = await tried(transport, request);
      if (outcome && !isWorthAnother(request, outcome)) return outcome;
      if (outcome) await discard(outcome);
      await sleep(waitMs(outcome, attempt));
    }
    return transport(request);
  };
}

/** Undefined if the connection broke and the request may be sent again. */
async function tried(transport: Transport, request: TransportRequest): Promise<TransportResponse | undefined> {
  try {
    return await transport(request);
  } catch (error) {
    if (!onlyReads(request) || request.signal?.aborted) throw error;
    return undefined;
  }
}

const AWAY = new Set([502, 503, 504]);

function isWorthAnother(request: TransportRequest, { status }: TransportResponse): boolean {
  return status === 429 || (AWAY.has(status) && onlyReads(request));
}

const onlyReads = ({ method }: TransportRequest) => method === 'GET' || method === 'HEAD';

function waitMs(answer: TransportResponse | undefined, attempt: number): number {
  const asked = Number(answer?.headers['retry-after']) * 1000;
  return Math.min(asked > 0 ? asked : FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
}

/** An answer that nobody reads would keep its connection. */
async function discard({ body }: TransportResponse): Promise<void> {
  if (body instanceof Uint8Array) return;
  for await (const _ of body);
}
