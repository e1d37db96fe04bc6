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
