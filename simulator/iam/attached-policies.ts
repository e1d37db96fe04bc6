import type { AttachedPolicy } from '@aws-sdk/client-iam';
import { nameInArn } from '../name-in-arn.ts';
import { operation } from '../wire/operation.ts';
import { boundaryKeys } from './boundaries.ts';
import { requirePathPrefix } from './constraints.ts';
import type { PolicyHolder, Scope } from './entity.ts';
import { findPolicy, requireAttachablePolicy, requireCustomerPolicy } from './find-policy.ts';
import { noSuchEntity } from './iam-errors.ts';
import { type PageRequest, pageOf } from './page-of.ts';
import { type QuotaName, requireWithinQuota } from './quotas.ts';
import type { Identity } from './tables.ts';

type Attachment<Member extends string> = Record<Member, string> & { PolicyArn: string };
type Listing<Member extends string> = Record<Member, string> & PageRequest & { PathPrefix?: string | undefined };

/** The operations on the managed policies that are attached to roles, users or groups; `quota` is their number. */
export function attachedPolicyOperations<Member extends string, Row extends Identity>(
  entity: PolicyHolder<Member, Row>,
  quota: QuotaName,
) {
  const { member } = entity;
  const kind = member.replace('Name', '');
  const keys = (input: Attachment<Member>, scope: Scope) => ({
    'iam:PolicyARN': input.PolicyArn,
    ...boundaryKeys(entity, input[member], scope),
  });
  return {
    attach: operation<Attachment<Member>, void>({
      access: (input, context) =>
        entity.access(`iam:Attach${kind}Policy`, input[member], context, keys(input, context)),
      run(input, context) {
        entity.changePolicies(context, input[member], (row) => {
          requireAttachablePolicy(context, input.PolicyArn, 'Policy');
          requireCustomerPolicy(input.PolicyArn);
          if (row.attachedPolicyArns.includes(input.PolicyArn)) return row;
          requireWithinQuota(context, quota, row.attachedPolicyArns.length + 1);
          return { ...row, attachedPolicyArns: [...row.attachedPolicyArns, input.PolicyArn] };
        });
      },
    }),
    detach: operation<Attachment<Member>, void>({
      access: (input, context) =>
        entity.access(`iam:Detach${kind}Policy`, input[member], context, keys(input, context)),
      run(input, context) {
        entity.changePolicies(context, input[member], (row) => {
          const attachedPolicyArns = row.attachedPolicyArns.filter((arn) => arn !== input.PolicyArn);
          if (attachedPolicyArns.length < row.attachedPolicyArns.length) return { ...row, attachedPolicyArns };
          throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
        });
      },
    }),
    list: operation<Listing<Member>, { AttachedPolicies: AttachedPolicy[] }>({
      access: (input, context) => entity.access(`iam:ListAttached${kind}Policies`, input[member], context),
      run(input, context) {
        const prefix = requirePathPrefix(input.PathPrefix);
        const { state, account } = context;
        const arns = entity
          .get(context, input[member])
          .attachedPolicyArns.filter((arn) => findPolicy(state, account, arn)?.path.startsWith(prefix));
        const { items, ...page } = pageOf(arns, (arn) => arn, input);
        return { AttachedPolicies: attachedPolicies(items), ...page };
      },
    }),
  };
}

/** Attached policies as the API gives them. */
export function attachedPolicies(arns: string[]): AttachedPolicy[] {
  return arns.map((arn) => ({ PolicyName: nameInArn(arn), PolicyArn: arn }));
}
