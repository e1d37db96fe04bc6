/** Ends a `kubectl` command: the text for stderr and the exit code. */
export class KubectlError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What API servers answer errors with. */
export interface Status {
  kind?: string;
  status?: string;
  reason?: string;
  message?: string;
  code?: number;
  details?: { kind?: string; name?: string; causes?: { reason?: string; field?: string; message?: string }[] };
}

/** An API server's refusal, in kubectl's words. */
export class ServerError extends KubectlError {
  readonly status: Status;

  constructor(status: Status) {
    super(describe(status));
    this.status = status;
  }
}

function describe({ reason, message = '', code, details }: Status): string {
  if (code === 401) return `error: You must be logged in to the server (${message || 'Unauthorized'})`;
  if (reason === 'Invalid' && details?.kind) {
    return `The ${details.kind} "${details.name}" is invalid: ${message.replace(/^.*? is invalid: /, '')}`;
  }
  return reason ? `Error from server (${reason}): ${message}` : `Error from server: ${message}`;
}

export const isNotFound = (error: unknown) => error instanceof ServerError && error.status.code === 404;
