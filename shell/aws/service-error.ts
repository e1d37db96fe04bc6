import { CliError, GENERAL, SERVICE } from './cli-error.ts';

/** What an SDK client throws for an AWS error; Query and XML services keep the code as sent in one of two places. */
interface SdkError extends Error {
  Code?: string;
  Error?: { Code?: string; Message?: string };
  Message?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Turns what the SDK threw into the CLI's message and exit code. */
export function serviceError(error: unknown, operation: string): CliError {
  if (error instanceof CliError) return error;
  const failure = error as SdkError;
  if (failure.$metadata?.httpStatusCode === undefined) return new CliError(GENERAL, `\n${failure.message ?? error}`);
  const { code, message } = describe(failure, failure.$metadata.httpStatusCode);
  return new CliError(SERVICE, `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}`);
}

/** An answer to HEAD has no body: the status must do. */
function describe(error: SdkError, status: number): { code: string; message: string } {
  const code = error.Error?.Code ?? error.Code ?? error.name;
  const sent = error.Error?.Message ?? error.Message ?? error.message;
  const bodiless =
    !error.Code && !error.Error?.Code && (code === 'NotFound' || code === 'Unknown' || code === String(status));
  if (!bodiless) return { code, message: sent };
  return { code: String(status), message: STATUS_TEXT[status] ?? sent };
}

const STATUS_TEXT: Record<number, string> = {
  301: 'Moved Permanently',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
};
