import { requestHandler } from '../../shell/aws/request-handler.ts';
import type { Transport } from '../../shell/transport.ts';

export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Where AWS is and as whom to call it. */
export interface AwsAccess {
  region: string;
  /** Absent on real AWS: then the SDK knows where each service is. */
  endpoint?: string;
  /** A function is asked again before what it gave expires. */
  credentials: AwsKeys | (() => Promise<AwsKeys>);
  /** Absent on real AWS: then the SDK's own connections, which know what is worth another try. */
  transport?: Transport;
  /** How long such a connection waits for an answer, in ms, before the call counts as lost; for ever if absent. */
  answerMs?: number;
  /** On real AWS throttling is a matter of course. Default: one attempt, for the checks poll by themselves. */
  retries?: { maxAttempts: number; retryMode: 'adaptive' };
}

/** Client configuration that sends the SDK's requests through a transport, in Node and in the page alike. */
export function sdkConfiguration({ region, endpoint, credentials, transport, answerMs, retries }: AwsAccess) {
  return {
    region,
    credentials,
    ...(endpoint !== undefined && { endpoint }),
    ...(retries ?? { maxAttempts: 1 }),
    ...(answerMs !== undefined && { requestHandler: connections(answerMs) }),
    ...(transport && { requestHandler: requestHandler(transport) }),
  };
}

/** The SDK's own handler takes these; it would only warn of a request that takes too long. */
const connections = (answerMs: number) => ({
  connectionTimeout: answerMs,
  requestTimeout: answerMs,
  throwOnRequestTimeout: true,
});
