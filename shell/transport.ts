/** One HTTP exchange. The shell opens no connection of its own: Node, a browser or a test hands this in. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export interface TransportRequest {
  method: string;
  /** Absolute, with query. */
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array;
  signal?: AbortSignal;
}

export interface TransportResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** An iterable where the answer is streamed: `logs -f`, `get -w`. */
  body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A WebSocket, for `kubectl exec`. Rejects if the server refuses the upgrade. */
export type Connect = (url: string, headers: Record<string, string>, subprotocols: string[]) => Promise<Connection>;

export interface Connection {
  send(message: Uint8Array): void;
  onMessage(listener: (message: Uint8Array) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

/** The whole body, whichever way it comes. */
export async function readBody(body: TransportResponse['body']): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return joinBytes(chunks);
}

export function joinBytes(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
