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

/** The SDK's error as it is: its name is AWS' error code, its status the one that AWS answered with. */
export function describeError(error: unknown): ErrorBody {
  if (!(error instanceof Error)) return { error: { name: 'Error', message: String(error), status: 500 } };
  const { status, $metadata } = error as Error & { status?: number; $metadata?: { httpStatusCode?: number } };
  // Without an answer, as when no credentials are found, the trouble is on this side.
  const code = status ?? $metadata?.httpStatusCode ?? 500;
  return { error: { name: error.name, message: error.message, status: code >= 400 ? code : 500 } };
}

/** Errors: AppError that names the missing parameter. */
export function requireParameter(parameters: URLSearchParams, name: string, example: string): string {
  const value = parameters.get(name);
  if (value) return value;
  throw new AppError(400, 'MissingParameter', `The parameter "${name}" is missing. For example: ${example}`);
}
