import type { ContextValues } from '../../policy/types.ts';
import { principalTags } from '../iam/policies-of.ts';
import type { CallContext } from '../wire/operation.ts';

const PRINCIPAL_TYPES = { root: 'Account', user: 'User', 'role-session': 'AssumedRole' } as const;

/**
 * The global condition keys of a request that says nothing of its caller.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext({ now, request, region }: CallContext): ContextValues {
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': region,
    ...(request?.remoteAddress !== undefined && { 'aws:SourceIp': request.remoteAddress }),
    ...(request?.headers['user-agent'] !== undefined && { 'aws:UserAgent': request.headers['user-agent'] }),
  };
}

/** Those, and the ones about the caller. For a session, aws:PrincipalArn is the role's. */
export function principalContext(context: CallContext): ContextValues {
  const { caller, state } = context;
  const tags = Object.entries(principalTags(state, caller)).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  const type =
    caller.type in PRINCIPAL_TYPES ? PRINCIPAL_TYPES[caller.type as keyof typeof PRINCIPAL_TYPES] : undefined;
  return {
    ...requestContext(context),
    'aws:PrincipalArn': caller.session?.roleArn ?? caller.arn,
    'aws:PrincipalAccount': caller.account,
    'aws:userid': caller.userId,
    ...(type && { 'aws:PrincipalType': type }),
    ...Object.fromEntries(tags),
  };
}
