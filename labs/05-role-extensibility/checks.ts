import { issuerOf, providerArn, trustOf } from '../kit/aws-checks.ts';
import { check } from '../kit/lab.ts';

/** Two statements, one for each cluster's provider. */
export function trustsBothClusters() {
  return check({
    must: '$IRSA_ROLE trusts the providers of both clusters',
    expected: 'the providers of workshop-a and workshop-b as principals',
    next: 'Set the trust policy of the step: aws iam update-assume-role-policy',
    async observe(world) {
      const trust = await trustOf(world, world.names.IRSA_ROLE);
      if (!trust) return { ok: false, seen: `no role ${world.names.IRSA_ROLE}`, next: 'npm run lab:solve -- 03' };
      const trusted = trust.flatMap(({ principal }) => principal.Federated ?? []);
      const clusters = [world.names.CLUSTER_A, world.names.CLUSTER_B];
      const arns = await Promise.all(clusters.map(async (name) => providerArn(world, await issuerOf(world, name))));
      const seen = clusters.filter((_, index) => trusted.includes(arns[index] ?? ''));
      return { ok: seen.length === 2, seen: `providers of: ${seen.join(', ') || 'neither'}` };
    },
  });
}

/** Nothing in the Pod Identity role's trust policy speaks of a cluster: it was not edited for the second one. */
export function trustNamesNoCluster() {
  return check({
    must: '$PI_ROLE is untouched',
    expected: 'one statement, for pods.eks.amazonaws.com, without conditions',
    next: 'Set the trust policy of lab 04 again; nothing has to be added for a second cluster.',
    async observe(world) {
      const trust = await trustOf(world, world.names.PI_ROLE);
      if (!trust) return { ok: false, seen: `no role ${world.names.PI_ROLE}`, next: 'npm run lab:solve -- 04' };
      const principals = trust.flatMap(({ principal }) => Object.values(principal).flat());
      const conditions = trust.flatMap(({ condition }) => Object.keys(condition));
      const ok = principals.join() === 'pods.eks.amazonaws.com' && conditions.length === 0;
      return { ok, seen: `principals: ${principals.join(', ')}; conditions: ${conditions.join(', ') || 'none'}` };
    },
  });
}
