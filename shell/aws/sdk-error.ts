/** What an SDK client throws for an AWS error; Query and XML services keep the code as sent in one of two places. */
export interface SdkError extends Error {
  Code?: string;
  Error?: { Code?: string; Message?: string };
  Message?: string;
  $metadata?: { httpStatusCode?: number; attempts?: number };
  /** What became of a connection. */
  cause?: { code?: string };
}

/** The code as AWS sent it, where the SDK gives the error another name. */
export const codeOf = (error: SdkError): string | undefined => error.Error?.Code ?? error.Code;
