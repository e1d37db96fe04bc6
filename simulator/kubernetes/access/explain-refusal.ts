import type { User } from '../api-server/api-context.ts';
import type { ResourceAttributes } from './policy-rule.ts';

/** Why somebody may not do something to a resource. apiserver handlers/responsewriters/errors.go */
export function explainRefusal({ username }: User, asked: ResourceAttributes, reason: string): string {
  const { verb, group, resource, subresource, namespace } = asked;
  const thing = subresource ? `${resource}/${subresource}` : resource;
  const scope = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope';
  const cause = `User "${username}" cannot ${verb} resource "${thing}" in API group "${group}" ${scope}`;
  return reason ? `${cause}: ${reason}` : cause;
}
