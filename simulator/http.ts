/**
 * The one request and response shape of the local cloud: AWS services, Kubernetes API servers and the agent all take the
 * first and answer the second. Hosts (Node, later the browser) translate at the edge.
 */
export interface HttpRequest {
  method: string;
  /** Path as received: percent-encoding untouched, no query. SigV4 signs these very bytes. */
  path: string;
  /** Raw query string without the question mark; empty if there is none. */
  query: string;
  /** Names in lower case; repeated headers joined with ", ". */
  headers: Record<string, string>;
  body: Uint8Array;
  /** The peer's IP address, for aws:SourceIp. */
  remoteAddress?: string;
}

/** A streamed body (watch, logs -f) is an async iterable; the host calls its `return()` when the client goes away. */
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
}

/** What a handler rejects with where nothing listens: the host drops the connection, without an answer or a log line. */
export class ConnectionRefused extends Error {
  readonly code = 'ECONNREFUSED';
  constructor(address: string) {
    super(`connect ECONNREFUSED ${address}`);
  }
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

/** What to hold on an upgraded connection; resolves when all is said. */
export type Upgrade = (channel: MessageChannel) => Promise<void>;

/** An upgraded connection (kubectl exec): messages in, messages out. The host adapts its WebSocket library to this. */
export interface MessageChannel {
  subprotocol: string;
  send(message: Uint8Array): void;
  close(code?: number, reason?: string): void;
  onMessage(listener: (message: Uint8Array) => void): void;
  onClose(listener: () => void): void;
}
