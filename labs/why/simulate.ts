import type { ContextEntry, EvaluationResult } from '@aws-sdk/client-iam';
import type { World } from '../kit/world.ts';

export interface Simulation {
  roleArn: string;
  actions: string[];
  resource: string;
  /** The tags of the session. */
  tags: Record<string, string>;
  /** The session policy: it limits as a boundary does, and is asked as one. */
  sessionPolicy?: string | undefined;
}

/** What the policies of a role say, by IAM's own simulator. */
export async function simulate(world: World, simulation: Simulation): Promise<EvaluationResult[]> {
  const { roleArn, actions, resource, tags, sessionPolicy } = simulation;
  const iam = await world.aws.iam();
  const asked = {
    PolicySourceArn: roleArn,
    ActionNames: actions,
    ResourceArns: [resource],
    ContextEntries: Object.entries(tags).map(principalTag),
  };
  const plain = (await iam.simulatePrincipalPolicy(asked)).EvaluationResults ?? [];
  if (sessionPolicy === undefined || !plain.every(isAllowed)) return plain;
  const limited = { ...asked, PermissionsBoundaryPolicyInputList: [sessionPolicy] };
  return (await iam.simulatePrincipalPolicy(limited)).EvaluationResults ?? [];
}

export const isAllowed = ({ EvalDecision }: EvaluationResult) => EvalDecision === 'allowed';

const principalTag = ([key, value]: [string, string]): ContextEntry => ({
  ContextKeyName: `aws:PrincipalTag/${key}`,
  ContextKeyType: 'string',
  ContextKeyValues: [value],
});
