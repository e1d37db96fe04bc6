import type * as sts from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error.ts';
import { requireLength } from '../iam/constraints.ts';
import { findProviderOf } from '../iam/find-oidc-provider.ts';
import { findRole } from '../iam/find-role.ts';
import type { Received } from '../iam/received.ts';
import type { OidcProvider, Role } from '../iam/tables.ts';
import { accountOf } from '../iam/trust-policy.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { assumedRoleShape } from './assumed-role-shape.ts';
import {
  refuseParameters,
  requireAllowedDuration,
  requireDuration,
  requireRoleArn,
  requireSessionName,
} from './parameters.ts';
import { globalKeys, refusedAction } from './refused-action.ts';
import { startSession } from './role-session.ts';
import { sessionPolicies } from './session-policies.ts';
import {
  invalidIdentityToken,
  parseWebIdentity,
  requireCurrent,
  requireSignature,
  type WebIdentity,
} from './web-identity-token.ts';

type Input = Received<sts.AssumeRoleWithWebIdentityRequest>;

export const assumeRoleWithWebIdentity = operation<Input, sts.AssumeRoleWithWebIdentityResponse>({
  limits:
    'RS256 tokens of the local cloud’s clusters, and of issuers whose documents are in its public buckets; no ProviderId, no tags from claims.',
  // Unsigned: the token and the role's trust policy decide. facts A.7
  access: () => [],
  // The order of the checks is inferred: parameters, token, provider, audience, signature, expiry, trust. facts A.7
  async run(input, context) {
    requireParameters(input);
    const durationSeconds = requireDuration(input.DurationSeconds);
    const identity = parseWebIdentity(input.WebIdentityToken);
    const { provider, audience } = requireProvider(context, accountOf(input.RoleArn), identity);
    await requireSignature(context, identity);
    requireCurrent(identity, context.now);
    const role = requireTrustedBy(input, context, { provider, audience, subject: identity.subject });
    requireAllowedDuration(durationSeconds, role, false);
    const assumed = startSession(context, {
      role,
      sessionName: input.RoleSessionName,
      durationSeconds,
      tags: {},
      transitiveTagKeys: [],
      policies: sessionPolicies(context.state, accountOf(role.arn), input.Policy, input.PolicyArns),
      chained: false,
      federatedProvider: provider.arn,
    });
    return {
      ...assumedRoleShape(assumed),
      SubjectFromWebIdentityToken: identity.subject,
      Audience: audience,
      Provider: provider.arn,
    };
  },
});

function requireParameters(input: Input): void {
  refuseParameters(input, ['ProviderId']);
  requireRoleArn(input.RoleArn);
  requireSessionName(input.RoleSessionName);
  requireLength(input.WebIdentityToken, 'webIdentityToken', 4, 20_000);
}

interface TrustedIdentity {
  provider: OidcProvider;
  audience: string;
  subject: string;
}

/** Errors: InvalidIdentityToken if the role's account has no such provider, or it does not know the audience. */
function requireProvider({ state }: CallContext, account: string, { issuer, audiences }: WebIdentity) {
  const provider = findProviderOf(state, account, issuer);
  if (!provider) throw invalidIdentityToken(`No OpenIDConnect provider found in your account for ${issuer}`);
  const audience = audiences.find((candidate) => provider.clientIds.includes(candidate));
  if (audience === undefined) throw invalidIdentityToken('Incorrect token audience');
  return { provider, audience };
}

/** Errors: AccessDenied 403 if the trust policy does not allow, or there is no such role. */
function requireTrustedBy(input: Input, context: CallContext, identity: TrustedIdentity): Role {
  const { provider, audience, subject } = identity;
  const role = findRole(context.state, accountOf(input.RoleArn), input.RoleArn);
  const principal = { type: 'federated' as const, account: accountOf(input.RoleArn), arn: provider.arn };
  const keys = {
    ...globalKeys(context),
    'sts:RoleSessionName': input.RoleSessionName,
    'aws:FederatedProvider': provider.arn,
    // The provider's URL without its scheme begins the keys, not its ARN. facts A.8
    [`${provider.url}:aud`]: audience,
    [`${provider.url}:sub`]: subject,
  };
  const actions = ['sts:AssumeRoleWithWebIdentity'];
  if (role && refusedAction(context, { role, principal, actions, keys }) === undefined) return role;
  throw new AwsError('AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
}
