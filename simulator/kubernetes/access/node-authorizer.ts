import type { User } from '../api-server/api-context.ts';
import { namespaceOf, type Pod, serviceAccountOf } from '../kubelet/pod.ts';
import type { Storage } from '../storage.ts';
import { namesPodUses } from './pod-references.ts';
import { type Attributes, compileRule, type ResourceAttributes } from './policy-rule.ts';
import { rule } from './user-facing-rules.ts';

const USER = 'system:node:';
const GROUP = 'system:nodes';
const READS = ['get', 'list', 'watch'];

/** The name of the node that a user is; undefined for others. kubernetes pkg/auth/nodeidentifier */
export function nodeOf({ username, groups }: User): string | undefined {
  return username.startsWith(USER) && groups.includes(GROUP) ? username.slice(USER.length) : undefined;
}

/** What all nodes may do alike. kubernetes bootstrappolicy/policy.go NodeRules, of the kinds that there are here */
const RULES = [
  rule('', READS, ['services']),
  rule('authentication.k8s.io', ['create'], ['tokenreviews']),
  rule('authorization.k8s.io', ['create'], ['subjectaccessreviews', 'localsubjectaccessreviews']),
].map(compileRule);

/**
 * Why a node may not do something, and undefined if it may: it reads what its own pods use, and makes tokens for their
 * service accounts. kubernetes plugin/pkg/auth/authorizer/node/node_authorizer.go; what kubelets write is left out.
 */
export function whyNotForNode(storage: Storage, node: string, asked: Attributes): string | undefined {
  if ('path' in asked) return '';
  const decide = asked.group === '' ? DECISIONS[asked.resource] : undefined;
  if (decide) return decide(asked, node, podsOf(storage, node));
  return RULES.some((covers) => covers(asked)) ? undefined : '';
}

type Decide = (asked: ResourceAttributes, node: string, pods: Pod[]) => string | undefined;

const DECISIONS: Record<string, Decide> = {
  secrets: (asked, node, pods) => whyNotRead(asked) ?? unrelated(asked, node, pods),
  configmaps: (asked, node, pods) => whyNotRead(asked) ?? unrelated(asked, node, pods),
  serviceaccounts: (asked, node, pods) => whyNoToken(asked) ?? unrelated(asked, node, pods),
  pods: (asked, node, pods) =>
    isSelected(asked, node) ? undefined : (whyNotReadPods(asked) ?? unrelated(asked, node, pods)),
  nodes: whyNotReadNode,
};

function podsOf(storage: Storage, node: string): Pod[] {
  return (storage.list('pods') as Pod[]).filter(({ spec }) => spec.nodeName === node);
}

function whyNotRead({ verb, subresource, namespace, name }: ResourceAttributes): string | undefined {
  if (!READS.includes(verb)) return 'can only read resources of this type';
  if (subresource) return 'cannot read subresource';
  if (!namespace) return 'can only read namespaced object of this type';
  return name ? undefined : 'No Object name found';
}

function whyNoToken({ verb, subresource, name }: ResourceAttributes): string | undefined {
  if (verb !== 'create' || !name) return 'can only create tokens for individual service accounts';
  return subresource === 'token' ? undefined : 'can only create token subresource of serviceaccount';
}

const isSelected = ({ verb, subresource, fieldSelector = '' }: ResourceAttributes, node: string) =>
  ['list', 'watch'].includes(verb) &&
  !subresource &&
  fieldSelector.split(',').some((part) => part === `spec.nodeName=${node}` || part === `spec.nodeName==${node}`);

function whyNotReadPods({ verb, subresource, name }: ResourceAttributes): string | undefined {
  if (!READS.includes(verb) || subresource) return '';
  return name ? undefined : 'can only list/watch pods with spec.nodeName field selector';
}

function whyNotReadNode({ verb, subresource, name }: ResourceAttributes, node: string): string | undefined {
  if (!READS.includes(verb) || subresource) return '';
  if (name === node) return undefined;
  return `node '${node}' cannot read ${name ? `'${name}'` : 'all nodes'}, only its own Node object`;
}

function unrelated({ resource, namespace, name }: ResourceAttributes, node: string, pods: Pod[]): string | undefined {
  const isRelated = pods.some((pod) => namespaceOf(pod) === namespace && namesUsed(pod, resource).includes(name));
  return isRelated ? undefined : `no relationship found between node '${node}' and this object`;
}

function namesUsed(pod: Pod, resource: string): (string | undefined)[] {
  if (resource === 'pods') return [pod.metadata.name];
  if (resource === 'serviceaccounts') return [serviceAccountOf(pod)];
  return namesPodUses(pod, resource === 'secrets' ? 'secret' : 'configMap');
}
