import { CliError, GENERAL, SERVICE } from './cli-error.ts';
import { codeOf, type SdkError } from './sdk-error.ts';
import { isWorthAnother } from './worth-another.ts';

/** Turns what the SDK threw into the CLI's message and exit code. */
export function serviceError(error: unknown, operation: string): CliError {
  if (error instanceof CliError) return error;
  const failure = error as SdkError;
  if (failure.$metadata?.httpStatusCode === undefined) return new CliError(GENERAL, `\n${failure.message ?? error}`);
  const { code, message } = describe(failure, failure.$metadata.httpStatusCode);
  const where = `calling the ${operation} operation${attemptsMade(failure)}`;
  return new CliError(SERVICE, `\nAn error occurred (${code}) when ${where}: ${message}`);
}

/** botocore exceptions.py, ClientError */
function attemptsMade(error: SdkError): string {
  const retries = (error.$metadata?.attempts ?? 1) - 1;
  return retries > 0 && isWorthAnother(error) ? ` (reached max retries: ${retries})` : '';
}

/** An answer to HEAD has no body, and a proxy's is no XML: the status must do. */
function describe(error: SdkError, status: number): { code: string; message: string } {
  const code = codeOf(error);
  const nameless = ['NotFound', 'Unknown', 'Error', 'UnknownError', String(status)].includes(error.name);
  if (!code && nameless) return { code: String(status), message: STATUS_TEXT[status] ?? error.message };
  return { code: code ?? error.name, message: error.Error?.Message ?? error.Message ?? error.message };
}

const STATUS_TEXT: Record<number, string> = {
  301: 'Moved Permanently',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
