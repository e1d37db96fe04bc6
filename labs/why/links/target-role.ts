import type { Role } from '@aws-sdk/client-iam';
import type { RequestPrincipal } from '../../../policy/types.ts';
import type { Case } from '../case.ts';
import { aws, recreate } from '../commands.ts';
import { broken, type Finding, holds, link, unknown } from '../link.ts';
import { sessionNamePrefix, sessionTags, tagKeys } from '../pod-session.ts';
import { accountOf, findRole, isOurs, roleNameOf } from '../role.ts';
import { sessionEvents } from '../session-events.ts';
import { isAllowed, simulate } from '../simulate.ts';
import { describeError } from '../trail.ts';
import { addToTrust, whyNotTrusted } from '../trust.ts';

/** What the second hop asks for, and what the first role's own policies say to it. */
interface SecondHop {
  roleArn: string;
  targetRoleArn: string;
  /** With session tags, sts:TagSession too: terrapod#1546. */
  actions: string[];
  /** Those that the first role's own policies do not allow. */
  missing: string[];
}

/** The second hop: the first role may assume the target, and the target trusts it. facts B.8 */
export const targetRole = link({
  id: 'target-role',
  title: 'the role may become its target role',
  mechanism: 'Pod Identity',
  async look(seen) {
    const { association, roleArn = '', world } = seen;
    const targetRoleArn = association?.targetRoleArn;
    if (!targetRoleArn) return holds('there is none: the pod gets the role itself');
    const hop = await secondHop(seen, roleArn, targetRoleArn);
    if (!isOurs(world, targetRoleArn)) return elsewhere(seen, hop);
    const target = await findRole(world, targetRoleArn);
    if (target) return judge(seen, target, hop);
    return broken(
      `there is no role ${targetRoleArn}`,
      '# Make it, or name another with update-pod-identity-association.',
    );
  },
});

async function secondHop(seen: Case, roleArn: string, targetRoleArn: string): Promise<SecondHop> {
  const tags = sessionTags(seen);
  const actions = Object.keys(tags).length > 0 ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  const results = await simulate(seen.world, { roleArn, actions, resource: targetRoleArn, tags });
  const missing = results.filter((result) => !isAllowed(result)).map(({ EvalActionName = '' }) => EvalActionName);
  return { roleArn, targetRoleArn, actions, missing };
}

function judge(seen: Case, target: Role, { roleArn, targetRoleArn, actions, missing }: SecondHop): Finding {
  const callerMay = (action: string) => !missing.includes(action);
  const refusal = whyNotTrusted({ role: target, actions, callerMay, ...targetRequest(seen, roleArn) }, seen.now);
  if (!refusal) return holds(`${targetRoleArn} lets ${roleNameOf(roleArn)} ${actions.join(' and ')}`);
  const text = `${targetRoleArn} does not let ${roleNameOf(roleArn)} ${refusal.action}: ${refusal.why}`;
  return broken(text, addToTrust(target, statementFor(seen, roleArn, actions)));
}

/** There, only the first role's own side is seen, and what the pod was told. Both must allow across accounts. facts F.1 */
async function elsewhere(seen: Case, { roleArn, targetRoleArn, actions, missing }: SecondHop): Promise<Finding> {
  if (missing.length > 0) {
    const text = `the policies of ${roleNameOf(roleArn)} do not allow ${missing.join(' and ')} on ${targetRoleArn}`;
    return broken(text, allow(roleArn, targetRoleArn, actions));
  }
  const owner = `account ${accountOf(targetRoleArn)}`;
  const wanted = JSON.stringify(statementFor(seen, roleArn, actions));
  const [last] = await sessionEvents(seen, targetRoleArn);
  if (last?.errorCode === undefined)
    return unknown(`${targetRoleArn} is in ${owner}; its trust policy must say ${wanted}`);
  const ask = `# Ask ${owner} for this statement in the trust policy of ${roleNameOf(targetRoleArn)}: ${wanted}`;
  const again = `# If that was repaired since, let the pod ask again:\n${recreate(seen)}`;
  const text = `${targetRoleArn} is in ${owner} and refused at ${last.eventTime}: ${describeError(last)}`;
  return broken(text, `${ask}\n${again}`);
}

function targetRequest(seen: Case, roleArn: string) {
  const tags = sessionTags(seen);
  const session = `${sessionNamePrefix(seen)}00000000-0000-4000-8000-000000000000`;
  const account = accountOf(roleArn);
  const arn = `arn:aws:sts::${account}:assumed-role/${roleNameOf(roleArn)}/${session}`;
  const principal: RequestPrincipal = { type: 'role-session', account, arn, roleArn };
  const ofSession = Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  const externalId = seen.association?.externalId;
  const context = {
    ...tagKeys(tags),
    ...Object.fromEntries(ofSession),
    'aws:PrincipalArn': roleArn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': 'AssumedRole',
    'sts:RoleSessionName': session,
    // Sent only where no tags tell which association asks. facts B.8
    ...(seen.association?.disableSessionTags && externalId !== undefined && { 'sts:ExternalId': externalId }),
  };
  return { principal, context };
}

function statementFor({ association, place, serviceAccountName, cluster }: Case, roleArn: string, Action: string[]) {
  const who = association?.disableSessionTags
    ? { 'sts:ExternalId': association.externalId }
    : {
        'aws:RequestTag/eks-cluster-arn': cluster.arn,
        'aws:RequestTag/kubernetes-namespace': place.namespace,
        'aws:RequestTag/kubernetes-service-account': serviceAccountName,
      };
  return { Effect: 'Allow', Principal: { AWS: roleArn }, Action, Condition: { StringEquals: who } };
}

function allow(roleArn: string, targetRoleArn: string, actions: string[]): string {
  const statement = { Effect: 'Allow', Action: actions, Resource: targetRoleArn };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const name = ['--role-name', roleNameOf(roleArn), '--policy-name', 'assume-target-role'];
  return aws('iam', 'put-role-policy', ...name, '--policy-document', document);
}
