import type { EvaluationResult } from '@aws-sdk/client-iam';
import type { Case, Question } from '../case.ts';
import { aws } from '../commands.ts';
import { broken, type Finding, holds, link, unknown, warning } from '../link.ts';
import { sessionTags } from '../pod-session.ts';
import { findRole, isOurs, roleNameOf } from '../role.ts';
import { lastSession, sessionNameOf } from '../session-events.ts';
import { isAllowed, simulate } from '../simulate.ts';
import { describeError, lookupEvents } from '../trail.ts';

/** May the role do it? Asked of IAM's simulator; without a question, what was refused lately is all that there is. */
export const permission = link({
  id: 'permission',
  title: 'its role may do what it asks for',
  look: (seen) => (seen.question ? ask(seen, seen.question) : lately(seen)),
});

async function ask(seen: Case, question: Question): Promise<Finding> {
  const { association } = seen;
  const roleArn = association?.targetRoleArn ?? seen.roleArn ?? '';
  if (!isOurs(seen.world, roleArn)) return unknown(`${roleArn} is in another account; ask there`);
  const tags = await principalTags(seen, roleArn);
  const asked = { roleArn, actions: [question.action], resource: question.resource, tags };
  const [result] = await simulate(seen.world, { ...asked, sessionPolicy: association?.policy });
  const text = `${question.action} on ${question.resource}`;
  if (result && isAllowed(result)) return holds(`${text} is allowed${statements(result)}`);
  return broken(
    `${text} is not allowed: ${result?.EvalDecision}${statements(result)}${withoutTags(seen)}`,
    look(roleArn),
  );
}

/** aws:PrincipalTag: the role's tags, and before them the session's. facts B.6, F.1 */
async function principalTags(seen: Case, roleArn: string): Promise<Record<string, string>> {
  const { Tags = [] } = (await findRole(seen.world, roleArn)) ?? {};
  const ofRole = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  return { ...ofRole, ...(seen.mechanism === 'Pod Identity' && sessionTags(seen)) };
}

const withoutTags = ({ association }: Case) =>
  association?.disableSessionTags ? '; its association turns session tags off, and policies cannot compare them' : '';

function statements(result: EvaluationResult | undefined): string {
  const names = (result?.MatchedStatements ?? []).map(({ SourcePolicyId }) => SourcePolicyId);
  return names.length > 0 ? `, by ${names.join(', ')}` : '';
}

const look = (roleArn: string) =>
  aws('iam', 'list-role-policies', '--role-name', roleNameOf(roleArn)) +
  `\n${aws('iam', 'list-attached-role-policies', '--role-name', roleNameOf(roleArn))}` +
  "\n# Then allow the action there, on that resource, or drop what denies it. A bucket's or table's own policy may allow it too.";

const ASK = 'ask: --action s3:GetObject --resource arn:aws:s3:::bucket/key';

/** CloudTrail's event history has management events only: calls for objects and items leave none. */
async function lately(seen: Case): Promise<Finding> {
  const session = await lastSession(seen);
  const events = session ? await lookupEvents(seen, 'Username', sessionNameOf(session)) : [];
  const refused = events.find(({ errorCode }) => errorCode !== undefined);
  if (!refused) return unknown(`CloudTrail shows no refused call of the pod, and never those for objects; ${ASK}`);
  const text = `${refused.eventTime}: ${refused.eventName} was refused: ${describeError(refused)}`;
  return warning(text, `# If the app needs this call, ${ASK}`);
}
