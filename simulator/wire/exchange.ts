import type { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { HttpRequest } from '../http.ts';
import type { RecordedDecision } from './records.ts';
import type { OperationModel, ServiceModel } from './schema/service-model.ts';
import type { ChunkedBody } from './signature/aws-chunked.ts';
import type { PresentedSignature } from './signature/presented-signature.ts';

/** One request on its way through the stages; each adds what it found out. What is there at the end is recorded. */
export interface Exchange {
  requestId: string;
  /** One instant for the whole request, in ms since the epoch. */
  now: number;
  region: string;
  serviceName: string;
  operationName: string;
  service?: ServiceModel;
  operation?: OperationModel;
  input?: Record<string, unknown>;
  output?: Record<string, unknown>;
  caller?: Caller;
  /** Where the request came from; what a service does for its caller comes from the same place. */
  client: { sourceIp?: string; userAgent?: string; referer?: string };
  /** As received; for what a service does for its caller, the caller's request. */
  request?: HttpRequest;
  decisions: RecordedDecision[];
  error?: AwsError;
  /** Absent where one service calls another. */
  incoming?: Incoming;
}

/** What came over the wire, taken apart but not yet believed. */
export interface Incoming {
  request: HttpRequest;
  query: URLSearchParams;
  /** Headers and body as the operation sees them: the request's, except for aws-chunked bodies. */
  content: Pick<HttpRequest, 'headers' | 'body'>;
  signature?: PresentedSignature;
  /** The bucket of a virtual-hosted S3 request. */
  hostBucket?: string;
  /** aws-chunked bodies: the data and what is needed to check the chunks' signatures. */
  chunked?: ChunkedBody;
}

export interface OpenExchange extends Exchange {
  incoming: Incoming;
}
