/** What a request's sender did wrong. */
export class AppError extends Error {
  constructor(
    readonly status: number,
    name: string,
    message: string,
  ) {
    super(message);
    this.name = name;
  }
}

export interface ErrorBody {
  error: { name: string; message: string; status: number };
}

/** The SDK's error as it is: its name is AWS' error code, its status says what kind of trouble it is. */
export function describeError(error: unknown): ErrorBody {
  if (!(error instanceof Error)) return { error: { name: 'Error', message: String(error), status: 500 } };
  return { error: { name: error.name, message: error.message, status: statusOf(error) } };
}

/** DynamoDB says 400 to everything: its error's name tells more. */
const BY_NAME: Record<string, number> = { AccessDeniedException: 403, ResourceNotFoundException: 404 };

function statusOf(error: Error & { status?: number; $metadata?: { httpStatusCode?: number } }): number {
  const status = error.status ?? BY_NAME[error.name] ?? error.$metadata?.httpStatusCode ?? 500;
  // Without an error's answer, as when no credentials are found, the trouble is on this side.
  return status >= 400 ? status : 500;
}

/** Errors: AppError that names the missing parameter. */
export function requireParameter(parameters: URLSearchParams, name: string, example: string): string {
  const value = parameters.get(name);
  if (value) return value;
  throw new AppError(400, 'MissingParameter', `The parameter "${name}" is missing. For example: ${example}`);
}
