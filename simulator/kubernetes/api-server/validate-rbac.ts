import type { PolicyRule, RoleBinding, RoleRef, Subject } from 'kubernetes-types/rbac/v1';
import { RBAC_GROUP } from '../access/bootstrap-roles.ts';
import type { KubeObject } from '../storage.ts';
import { type FieldError, invalidText, notSupported, required } from './invalid.ts';
import { dnsSubdomain } from './validate-metadata.ts';

/** Roles and cluster roles. kubernetes pkg/apis/rbac/validation/validation.go */
export function validateRole({ metadata, rules }: KubeObject): FieldError[] {
  const isNamespaced = metadata.namespace !== undefined;
  return ((rules ?? []) as PolicyRule[]).flatMap((rule, index) => validateRule(rule, `rules[${index}]`, isNamespaced));
}

function validateRule(rule: PolicyRule, field: string, isNamespaced: boolean): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const noVerbs = verbs.length > 0 ? [] : [required(`${field}.verbs`, 'verbs must contain at least one value')];
  if (nonResourceURLs.length > 0) {
    const urls = `[]string{${nonResourceURLs.map((url) => JSON.stringify(url)).join(', ')}}`;
    const problems = [
      isNamespaced && 'namespaced rules cannot apply to non-resource URLs',
      apiGroups.length + resources.length + resourceNames.length > 0 &&
        'rules cannot apply to both regular resources and non-resource URLs',
    ].filter((problem) => problem !== false);
    return [...noVerbs, ...problems.map((problem) => invalidText(`${field}.nonResourceURLs`, urls, problem))];
  }
  return [
    ...noVerbs,
    ...(apiGroups.length > 0
      ? []
      : [required(`${field}.apiGroups`, 'resource rules must supply at least one api group')]),
    ...(resources.length > 0
      ? []
      : [required(`${field}.resources`, 'resource rules must supply at least one resource')]),
  ];
}

/** Role bindings and cluster role bindings. */
export function validateBinding(object: KubeObject): FieldError[] {
  const { roleRef, subjects = [] } = bindingOf(object);
  const isNamespaced = object.metadata.namespace !== undefined;
  const roleKinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  return [
    ...(roleRef.apiGroup === RBAC_GROUP ? [] : [notSupported('roleRef.apiGroup', roleRef.apiGroup, [RBAC_GROUP])]),
    ...(roleKinds.includes(roleRef.kind) ? [] : [notSupported('roleRef.kind', roleRef.kind, roleKinds)]),
    ...(roleRef.name ? [] : [required('roleRef.name')]),
    ...subjects.flatMap((subject, index) => validateSubject(subject, `subjects[${index}]`, isNamespaced)),
  ];
}

function validateSubject({ kind, name, namespace, apiGroup = '' }: Subject, field: string, isNamespaced: boolean) {
  const errors: FieldError[] = name ? [] : [required(`${field}.name`)];
  const kinds = ['ServiceAccount', 'User', 'Group'];
  if (!kinds.includes(kind)) return [...errors, notSupported(`${field}.kind`, kind, kinds)];
  const group = kind === 'ServiceAccount' ? '' : RBAC_GROUP;
  if (apiGroup !== group) errors.push(notSupported(`${field}.apiGroup`, apiGroup, [group]));
  if (kind === 'ServiceAccount' && !isNamespaced && !namespace) errors.push(required(`${field}.namespace`));
  if (kind === 'ServiceAccount' && name) errors.push(...dnsSubdomain(`${field}.name`, name));
  return errors;
}

/** What a binding refers to stays; who is bound may change. */
export function validateBindingUpdate(object: KubeObject, before: KubeObject): FieldError[] {
  const { roleRef } = bindingOf(object);
  const isSame = JSON.stringify(sorted(roleRef)) === JSON.stringify(sorted(bindingOf(before).roleRef));
  const shown = `rbac.RoleRef{APIGroup:"${roleRef.apiGroup}", Kind:"${roleRef.kind}", Name:"${roleRef.name}"}`;
  return [...(isSame ? [] : [invalidText('roleRef', shown, 'cannot change roleRef')]), ...validateBinding(object)];
}

/** kubernetes pkg/apis/rbac/v1/defaults.go */
export function defaultBinding(object: KubeObject): KubeObject {
  const { roleRef, subjects } = bindingOf(object);
  return {
    ...object,
    roleRef: { ...sorted(roleRef), apiGroup: roleRef?.apiGroup || RBAC_GROUP },
    ...(subjects && { subjects: subjects.map(defaultSubject) }),
  };
}

function defaultSubject(subject: Subject): Subject {
  return subject.kind === 'User' || subject.kind === 'Group'
    ? { ...subject, apiGroup: subject.apiGroup || RBAC_GROUP }
    : subject;
}

const sorted = ({ apiGroup = '', kind = '', name = '' }: Partial<RoleRef> = {}): RoleRef => ({ apiGroup, kind, name });

const bindingOf = (object: KubeObject) => object as unknown as RoleBinding;
