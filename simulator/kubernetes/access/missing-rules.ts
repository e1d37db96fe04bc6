import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import { quotedList } from '../quoted-list.ts';

/**
 * What of `wanted` the rules that are `held` do not cover, in the fewest rules; empty if they cover all.
 * kubernetes pkg/registry/rbac/validation/policy_comparator.go Covers, policy_compact.go
 */
export function missingRules(held: PolicyRule[], wanted: PolicyRule[]): PolicyRule[] {
  return compact(wanted.flatMap(breakDown).filter((part) => !held.some((rule) => covers(rule, part))));
}

/** One rule for each verb of each thing. */
function breakDown(rule: PolicyRule): PolicyRule[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const names = resourceNames.length > 0 ? resourceNames.map((name) => ({ resourceNames: [name] })) : [{}];
  const things = apiGroups
    .flatMap((group) => resources.map((resource) => ({ apiGroups: [group], resources: [resource] })))
    .flatMap((thing) => names.map((name) => ({ ...thing, ...name })));
  const paths = nonResourceURLs.map((url) => ({ nonResourceURLs: [url] }));
  return [...things, ...paths].flatMap((thing) => verbs.map((verb) => ({ ...thing, verbs: [verb] })));
}

function covers(rule: PolicyRule, part: PolicyRule): boolean {
  const all = (list: string[] = [], wanted: string[] = []) => wanted.every((one) => list.includes(one));
  const allOr = (list: string[] = [], wanted: string[] = []) => list.includes('*') || all(list, wanted);
  const names = !rule.resourceNames?.length || (part.resourceNames && all(rule.resourceNames, part.resourceNames));
  const urls = (part.nonResourceURLs ?? []).every((url) =>
    (rule.nonResourceURLs ?? []).some((one) => coversUrl(one, url)),
  );
  const resources = (part.resources ?? []).every((resource) => coversResource(rule.resources ?? [], resource));
  const things = allOr(rule.apiGroups, part.apiGroups) && resources && urls;
  return allOr(rule.verbs, part.verbs) && things && Boolean(names);
}

function coversResource(list: string[], resource: string): boolean {
  const [, subresource] = resource.split('/');
  return (
    list.includes('*') || list.includes(resource) || (subresource !== undefined && list.includes(`*/${subresource}`))
  );
}

function coversUrl(pattern: string, url: string): boolean {
  return pattern === url || (pattern.endsWith('*') && url.startsWith(pattern.slice(0, -1)));
}

/** Verbs of the same thing together. */
function compact(parts: PolicyRule[]): PolicyRule[] {
  const byThing = new Map<string, PolicyRule>();
  for (const { verbs, ...thing } of parts) {
    const key = JSON.stringify(thing);
    const known = byThing.get(key)?.verbs ?? [];
    byThing.set(key, { ...thing, verbs: [...new Set([...known, ...verbs])] });
  }
  return [...byThing.values()];
}

/** `{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}`. kubernetes pkg/apis/rbac/v1 CompactString */
export function ruleText(rule: PolicyRule): string {
  const { apiGroups, resources, nonResourceURLs, resourceNames, verbs } = rule;
  const parts: [string, string[] | undefined][] = [
    ['APIGroups', apiGroups],
    ['Resources', resources],
    ['NonResourceURLs', nonResourceURLs],
    ['ResourceNames', resourceNames],
    ['Verbs', verbs],
  ];
  const shown = parts.flatMap(([name, list]) => (list?.length ? [`${name}:${quotedList(list)}`] : []));
  return `{${shown.join(', ')}}`;
}
