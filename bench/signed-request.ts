import type { PreparedRequest } from './load.ts';

/** The parts of an SDK client that matter here; the clients' own types differ in their inputs. */
interface SigningClient {
  middlewareStack: {
    add(middleware: Middleware, options: { step: 'deserialize'; name: string; priority: 'low' }): void;
  };
}
type Middleware = () => (args: { request: unknown }) => Promise<never>;

class Captured extends Error {
  constructor(readonly request: PreparedRequest) {
    super('captured');
  }
}

interface SignedRequest {
  method: string;
  path: string;
  query: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** Lets the SDK build and sign the request that `send` makes with `client`, and takes it instead of sending it. */
export async function signedRequest(client: SigningClient, send: () => Promise<unknown>): Promise<PreparedRequest> {
  client.middlewareStack.add(capture, { step: 'deserialize', name: 'capture', priority: 'low' });
  try {
    await send();
  } catch (error) {
    if (error instanceof Captured) return error.request;
    throw error;
  }
  throw new Error('The request was sent instead of captured.');
}

const capture: Middleware = () => async (args) => {
  const { method, path, query, headers, body } = args.request as SignedRequest;
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value ?? '')]),
  ).toString();
  const target = text ? `${path}?${text}` : path;
  const payload = body === undefined ? '' : typeof body === 'string' ? body : new TextDecoder().decode(body);
  throw new Captured({ method, path: target, headers, body: payload });
};
