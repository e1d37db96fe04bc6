import { requestHandler } from '../../shell/aws/request-handler.ts';
import type { Transport } from '../../shell/transport.ts';

/** Where AWS is and as whom to call it. */
export interface AwsAccess {
  region: string;
  /** Absent on real AWS: then the SDK knows where each service is. */
  endpoint?: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  transport: Transport;
}

/** Client configuration that sends the SDK's requests through a transport, in Node and in the page alike. */
export function sdkConfiguration({ region, endpoint, credentials, transport }: AwsAccess) {
  return {
    region,
    credentials,
    ...(endpoint !== undefined && { endpoint }),
    // The checks poll by themselves; the SDK's own retries would only make a miss slower.
    maxAttempts: 1,
    requestHandler: requestHandler(transport),
  };
}
