import { paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam';
import type { AwsAccount } from '../target/aws-account.ts';
import type { Identity } from '../target/aws-identity.ts';
import { bad, type Finding, good, orUnknown } from './finding.ts';
import { requiredActions } from './required-actions.ts';

const REMEDY = "Ask the account's administrator for these, or use a role that has them.";

/**
 * What the caller's own policies allow of what the workshop calls, on any resource: a policy that allows names only, and
 * service control policies, are not seen.
 */
export function lookAtPermissions(account: AwsAccount, identity: Identity): Promise<Finding[]> {
  const { labs, clusters } = requiredActions();
  const parts = Object.entries({ 'the labs': labs, 'clusters of your own': clusters });
  return Promise.all(
    parts.map(([what, actions]) =>
      orUnknown(`Permissions for ${what}`, async () => {
        const denied = await simulate(account, await sourceArn(account, identity), actions);
        if (denied.length === 0) return good(`Permissions for ${what}: all ${actions.length}`);
        return bad(
          `Permissions for ${what}: ${denied.length} of ${actions.length} missing: ${denied.join(', ')}`,
          REMEDY,
        );
      }),
    ),
  );
}

/**
 * Sessions have no policies in IAM: their role has. Its path is not in the session's ARN.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
async function sourceArn({ aws }: AwsAccount, { arn }: Identity): Promise<string> {
  const [, role] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role === undefined) return arn;
  const { Role } = await (await aws.iam()).getRole({ RoleName: role });
  return Role?.Arn ?? arn;
}

async function simulate({ aws }: AwsAccount, source: string, actions: string[]): Promise<string[]> {
  const client = await aws.iam();
  const denied: string[] = [];
  const question = { PolicySourceArn: source, ActionNames: actions };
  for await (const { EvaluationResults = [] } of paginateSimulatePrincipalPolicy({ client }, question)) {
    const refused = EvaluationResults.filter(({ EvalDecision }) => EvalDecision !== 'allowed');
    denied.push(...refused.map(({ EvalActionName = '' }) => EvalActionName));
  }
  return denied;
}
