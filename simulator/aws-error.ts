/**
 * The one error of the simulated AWS services. `code` and `message` are what the client sees; `status` is the HTTP
 * status; `fields` are further members of the error's body (EKS adds clusterName and the like).
 */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = code;
  }
}
