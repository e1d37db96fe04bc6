import type { ClusterRole, PolicyRule } from 'kubernetes-types/rbac/v1';
import { RBAC_GROUP } from '../access/bootstrap-roles.ts';
import { selects } from '../api-server/selectors.ts';
import type { KubeObject } from '../storage.ts';
import type { Controller, ControllerContext } from './controller.ts';

const CLUSTER_ROLES = `clusterroles.${RBAC_GROUP}`;

/** Fills a cluster role that has an aggregationRule with the rules of those it selects. kubernetes pkg/controller/clusterroleaggregation */
export function clusterRoleAggregation({ storage }: ControllerContext): Controller {
  const allKeys = () =>
    storage
      .list(CLUSTER_ROLES)
      .filter(({ aggregationRule }) => aggregationRule)
      .map(({ metadata }) => metadata.name);
  return {
    keysFor: ({ resource }) => (resource === CLUSTER_ROLES ? allKeys() : []),
    allKeys,
    reconcile(name) {
      const role = storage.get(CLUSTER_ROLES, undefined, name);
      if (!role?.aggregationRule) return undefined;
      const rules = aggregatedRules(role, storage.list(CLUSTER_ROLES));
      storage.update(CLUSTER_ROLES, { ...role, rules });
      return undefined;
    },
  };
}

function aggregatedRules(role: KubeObject, others: KubeObject[]): PolicyRule[] {
  const { clusterRoleSelectors = [] } = (role as unknown as ClusterRole).aggregationRule ?? {};
  const rules = new Map<string, PolicyRule>();
  for (const selector of clusterRoleSelectors) {
    for (const { metadata, rules: found } of others) {
      if (metadata.name === role.metadata.name || !selects(selector, metadata.labels ?? {})) continue;
      for (const rule of (found ?? []) as PolicyRule[]) rules.set(JSON.stringify(rule), rule);
    }
  }
  return [...rules.values()];
}
