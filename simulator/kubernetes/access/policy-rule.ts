import type { PolicyRule } from 'kubernetes-types/rbac/v1';

/** What is to be done to what; a field that does not apply is empty. authorization.k8s.io/v1 ResourceAttributes */
export interface ResourceAttributes {
  verb: string;
  group: string;
  resource: string;
  subresource: string;
  namespace: string;
  name: string;
  /** As the request has it; only for a node's list of its pods. */
  fieldSelector?: string;
}

/** A path that is no resource: discovery, health. authorization.k8s.io/v1 NonResourceAttributes */
export interface PathAttributes {
  /** The HTTP method in lower case. */
  verb: string;
  path: string;
}

export type Attributes = ResourceAttributes | PathAttributes;

/** Whether a rule covers what is asked. The namespace is not looked at: it belongs to who holds the rule. */
export type CompiledRule = (attributes: Attributes) => boolean;

const ALL = '*';

/** kubernetes pkg/apis/rbac/v1/evaluation_helpers.go */
export function compileRule(rule: PolicyRule): CompiledRule {
  const verbs = named(rule.verbs);
  const groups = named(rule.apiGroups);
  const resources = resourcesOf(rule.resources);
  const names = rule.resourceNames?.length ? new Set(rule.resourceNames) : undefined;
  const paths = (rule.nonResourceURLs ?? []).map(pathPattern);
  return (asked) => {
    if (!verbs(asked.verb)) return false;
    if ('path' in asked) return paths.some((matches) => matches(asked.path));
    return groups(asked.group) && resources(asked) && (!names || names.has(asked.name));
  };
}

function named(list: string[] = []): (name: string) => boolean {
  const names = new Set(list);
  return names.has(ALL) ? () => true : (name) => names.has(name);
}

// `pods` is the pod alone, `pods/log` its log alone, `*/scale` the scale of everything.
function resourcesOf(list: string[] = []): (asked: ResourceAttributes) => boolean {
  const names = new Set(list);
  if (names.has(ALL)) return () => true;
  return ({ resource, subresource }) =>
    subresource ? names.has(`${resource}/${subresource}`) || names.has(`*/${subresource}`) : names.has(resource);
}

function pathPattern(pattern: string): (path: string) => boolean {
  if (!pattern.endsWith(ALL)) return (path) => path === pattern;
  const prefix = pattern.slice(0, -1);
  return (path) => path.startsWith(prefix);
}
