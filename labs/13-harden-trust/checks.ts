import { type App, answerless } from '../kit/app-checks.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';

// What the SDK for JavaScript says where the agent or STS gave it no session. facts E.1, A.7
const NO_SESSION = /^CredentialsProviderError: |^AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/;

/** The app asks for credentials, and gets no session of any role. */
export function getsNoSession({ cluster, namespace, name }: App, next: string): Check {
  return check({
    must: `${namespace}/${name} on $${cluster} gets no role`,
    expected: 'no credentials: EKS or STS refuses the session',
    next,
    async observe(world) {
      const answer = await world.app(world.names[cluster], namespace, name).ask('identity');
      if (answer.kind === 'no-pod') return answerless(answer);
      if (answer.kind === 'ok') return { ok: false, seen: `it got the role: ${answer.body.arn}` };
      const seen = `${answer.code}: ${answer.message}`;
      return { ok: NO_SESSION.test(seen), seen };
    },
  });
}

/** A question to the deployer's policies. */
export interface Request {
  action: 'eks:CreatePodIdentityAssociation' | 'iam:PassRole';
  resource(names: Names): string;
  what: string;
}

/** IAM's own simulator says whether the deployer's policies allow it; nothing is made. */
export function deployerMay({ action, resource, what }: Request, allowed: boolean): Check {
  return check({
    must: `the deployer ${allowed ? 'may' : 'may not'} ${what}`,
    expected: allowed ? 'allowed' : 'implicitDeny or explicitDeny',
    next: 'Write the permissions of the step again: one cluster for eks:CreatePodIdentityAssociation, one role for iam:PassRole.',
    async observe(world) {
      const iam = await world.aws.iam();
      const { EvaluationResults = [] } = await iam.simulatePrincipalPolicy({
        PolicySourceArn: `arn:aws:iam::${world.names.ACCOUNT_ID}:role/${world.names.HARDEN_DEPLOYER_ROLE}`,
        ActionNames: [action],
        ResourceArns: [resource(world.names)],
        ContextEntries: [PASSED_TO],
      });
      const seen = EvaluationResults[0]?.EvalDecision ?? 'no answer';
      return { ok: (seen === 'allowed') === allowed, seen: `${action}: ${seen}` };
    },
  });
}

const PASSED_TO = {
  ContextKeyName: 'iam:PassedToService',
  ContextKeyType: 'string' as const,
  ContextKeyValues: ['pods.eks.amazonaws.com'],
};
