/** What a Status object says of the thing that an error is about. apimachinery meta/v1 StatusDetails */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
}

export interface StatusCause {
  reason: string;
  message: string;
  field?: string;
}

/** An error as Kubernetes answers it: HTTP code, reason (`NotFound`), message, details. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: StatusDetails,
  ) {
    super(message);
  }
}

/** `resource` is the plural with its group, `deployments.apps`, as in the messages of apimachinery api/errors. */
export function notFound(resource: string, name: string): StatusError {
  return new StatusError(404, 'NotFound', `${resource} "${name}" not found`, detailsOf(resource, name));
}

export function alreadyExists(resource: string, name: string): StatusError {
  return new StatusError(409, 'AlreadyExists', `${resource} "${name}" already exists`, detailsOf(resource, name));
}

export function conflict(resource: string, name: string, cause: string): StatusError {
  const message = `Operation cannot be fulfilled on ${resource} "${name}": ${cause}`;
  return new StatusError(409, 'Conflict', message, detailsOf(resource, name));
}

export function forbidden(resource: string, name: string, cause: string): StatusError {
  const message = `${resource} ${name ? `"${name}" ` : ''}is forbidden: ${cause}`;
  return new StatusError(403, 'Forbidden', message, detailsOf(resource, name));
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/** Details name the resource in `kind`, and leave the group out when it is the core group. */
function detailsOf(resource: string, name: string): StatusDetails {
  const [kind = resource, ...group] = resource.split('.');
  return { ...(name && { name }), ...(group.length > 0 && { group: group.join('.') }), kind };
}
