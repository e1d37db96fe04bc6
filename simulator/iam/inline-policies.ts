import { operation } from '../wire/operation.ts';
import { boundaryKeys } from './boundaries.ts';
import { countedLength, requireDocument } from './compiled-document.ts';
import { requireName } from './constraints.ts';
import type { PolicyHolder } from './entity.ts';
import { limitExceeded, noSuchEntity } from './iam-errors.ts';
import { type PageRequest, pageOf } from './page-of.ts';
import { type QuotaName, quotaOf } from './quotas.ts';
import type { Identity } from './tables.ts';

type Named<Member extends string> = Record<Member, string> & { PolicyName: string };

/** The operations on the inline policies of roles, users or groups. `quota` limits all of one together. facts D */
export function inlinePolicyOperations<Member extends string, Row extends Identity>(
  entity: PolicyHolder<Member, Row>,
  quota: QuotaName,
) {
  const { noun, member } = entity;
  const kind = member.replace('Name', '');
  return {
    put: operation<Named<Member> & { PolicyDocument: string }, void>({
      access: (input, context) =>
        entity.access(`iam:Put${kind}Policy`, input[member], context, boundaryKeys(entity, input[member], context)),
      run(input, context) {
        requireName(input.PolicyName, 'policyName', 128);
        requireDocument(input.PolicyDocument, 'identity');
        entity.changePolicies(context, input[member], (row) => {
          const inlinePolicies = { ...row.inlinePolicies, [input.PolicyName]: input.PolicyDocument };
          requireRoom(inlinePolicies, quotaOf(context, quota), `${noun} ${row.name}`);
          return { ...row, inlinePolicies };
        });
      },
    }),
    get: operation<Named<Member>, Named<Member> & { PolicyDocument: string }>({
      access: (input, context) => entity.access(`iam:Get${kind}Policy`, input[member], context),
      run(input, context) {
        const document = requireInlinePolicy(noun, entity.get(context, input[member]), input.PolicyName);
        return { ...input, PolicyDocument: encodeURIComponent(document) };
      },
    }),
    list: operation<Record<Member, string> & PageRequest, { PolicyNames: string[] }>({
      access: (input, context) => entity.access(`iam:List${kind}Policies`, input[member], context),
      run(input, context) {
        const names = Object.keys(entity.get(context, input[member]).inlinePolicies);
        const { items, ...page } = pageOf(names, (name) => name, input);
        return { PolicyNames: items, ...page };
      },
    }),
    remove: operation<Named<Member>, void>({
      access: (input, context) =>
        entity.access(`iam:Delete${kind}Policy`, input[member], context, boundaryKeys(entity, input[member], context)),
      run(input, context) {
        entity.changePolicies(context, input[member], (row) => {
          requireInlinePolicy(noun, row, input.PolicyName);
          const { [input.PolicyName]: _deleted, ...inlinePolicies } = row.inlinePolicies;
          return { ...row, inlinePolicies };
        });
      },
    }),
  };
}

function requireRoom(inlinePolicies: Record<string, string>, max: number, owner: string): void {
  const length = Object.values(inlinePolicies).reduce((sum, document) => sum + countedLength(document), 0);
  if (length > max) throw limitExceeded(`Maximum policy size of ${max} bytes exceeded for ${owner}`);
}

function requireInlinePolicy(noun: string, { inlinePolicies }: Identity, name: string): string {
  const document = Object.hasOwn(inlinePolicies, name) ? inlinePolicies[name] : undefined;
  if (document === undefined) throw noSuchEntity(`The ${noun} policy with name ${name} cannot be found.`);
  return document;
}
