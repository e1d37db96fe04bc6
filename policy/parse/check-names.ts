import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { PolicyKind } from '../types.ts';
import { refusals } from './refusals.ts';

const VENDOR = /^[a-z0-9.-]+$/i;

/** Checks the form of actions: `*` or `vendor:Name`, and in trust policies only those of STS. */
export function requireActions(actions: string[], kind: PolicyKind): void {
  for (const action of actions) {
    if (kind === 'trust' && !/^sts:/i.test(action)) {
      throw new PolicySyntaxError('AssumeRole policy may only specify STS AssumeRole actions.');
    }
    if (action !== '*') requireVendor(action, kind);
  }
}

function requireVendor(action: string, kind: PolicyKind): void {
  const [vendor = '', name, ...rest] = action.split(':');
  const refusal = refusals[kind].action;
  if (!name) throw new PolicySyntaxError(refusal);
  if (kind === 'resource' && (rest.length > 0 || !VENDOR.test(vendor))) throw new PolicySyntaxError(refusal);
  if (rest.length > 0) throw new PolicySyntaxError('Actions/Condition can contain only one colon.');
  if (!VENDOR.test(vendor)) throw new PolicySyntaxError(`Vendor ${vendor} is not valid`);
}
