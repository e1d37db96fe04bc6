import { parse } from 'yaml';
import { isYamlNestedTooDeep } from '../../nesting.ts';
import type { User } from '../api-server/api-context.ts';
import type { Storage } from '../storage.ts';
import type { AwsIdentity } from './aws-identity.ts';

interface Mapping {
  rolearn?: string;
  userarn?: string;
  username?: string;
  groups?: string[];
}

/**
 * What the ConfigMap kube-system/aws-auth says of a principal; undefined if nothing. Roles are named without their path.
 * aws-iam-authenticator pkg/mapper/configmap
 */
export function mappedByConfigMap(
  storage: Storage,
  { canonicalArn, account }: AwsIdentity,
): Pick<User, 'username' | 'groups'> | undefined {
  const { mapRoles, mapUsers, mapAccounts } = (storage.get('configmaps', 'kube-system', 'aws-auth')?.data ??
    {}) as Record<string, string | undefined>;
  const mapping = [...readList<Mapping>(mapRoles), ...readList<Mapping>(mapUsers)].find(
    ({ rolearn = '', userarn = '' }) => (rolearn || userarn).toLowerCase() === canonicalArn.toLowerCase(),
  );
  if (mapping) return { username: mapping.username ?? '', groups: mapping.groups ?? [] };
  const knowsAccount = readList<unknown>(mapAccounts).some((known) => String(known) === account);
  return knowsAccount ? { username: canonicalArn, groups: [] } : undefined;
}

/** What is no list in YAML maps nobody, as a broken aws-auth locks everybody out. */
function readList<Item>(text = ''): Item[] {
  try {
    const value: unknown = isYamlNestedTooDeep(text) ? undefined : parse(text);
    return Array.isArray(value) ? value.filter((item) => item !== null) : [];
  } catch {
    return [];
  }
}
