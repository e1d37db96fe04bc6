import type * as iam from '@aws-sdk/client-iam';
import { AwsError } from '../aws-error.ts';
import { operation } from '../wire/operation.ts';
import { requireRange } from './constraints.ts';
import type { Scope } from './entity.ts';
import { noSuchEntity } from './iam-errors.ts';

type Settings = iam.UpdateAccountPasswordPolicyRequest;

const policyOf = ({ state, account }: Scope) => state.table<Settings>(`${account}/iam/password-policy`);
const ONLY = 'policy';

export const getAccountPasswordPolicy = operation<object, iam.GetAccountPasswordPolicyResponse>({
  access: () => [{ action: 'iam:GetAccountPasswordPolicy', resource: '*' }],
  run(_input, context) {
    const policy = policyOf(context).get(ONLY);
    // Text: https://github.com/aws/aws-cli/issues/7265
    if (!policy) throw noSuchEntity(`The Password Policy with domain name ${context.account} cannot be found.`);
    return { PasswordPolicy: { ...policy, ExpirePasswords: policy.MaxPasswordAge !== undefined } };
  },
});

/** Replaces the whole policy: what is left out takes its default, which is weaker than having no policy. */
export const updateAccountPasswordPolicy = operation<Settings, void>({
  limits: 'Nobody signs in with a password, so ages, reuse and changing it are kept only.',
  access: () => [{ action: 'iam:UpdateAccountPasswordPolicy', resource: '*' }],
  run(input, context) {
    const { MinimumPasswordLength = 6, MaxPasswordAge, PasswordReusePrevention } = input;
    requireRange(MinimumPasswordLength, 'minimumPasswordLength', 6, 128);
    if (MaxPasswordAge !== undefined) requireRange(MaxPasswordAge, 'maxPasswordAge', 1, 1095);
    if (PasswordReusePrevention !== undefined) requireRange(PasswordReusePrevention, 'passwordReusePrevention', 1, 24);
    const off = {
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
    };
    policyOf(context).put(ONLY, { ...off, ...input, MinimumPasswordLength });
  },
});

export const deleteAccountPasswordPolicy = operation<object, void>({
  access: () => [{ action: 'iam:DeleteAccountPasswordPolicy', resource: '*' }],
  run(_input, context) {
    const found = policyOf(context).get(ONLY);
    // Text: moto's iam, whose suite was run against AWS
    if (!found) throw noSuchEntity('The account policy with name PasswordPolicy cannot be found.');
    policyOf(context).delete(ONLY);
  },
});

const KINDS = [
  { setting: 'RequireUppercaseCharacters', pattern: /[A-Z]/, name: 'uppercase letter' },
  { setting: 'RequireLowercaseCharacters', pattern: /[a-z]/, name: 'lowercase letter' },
  { setting: 'RequireNumbers', pattern: /[0-9]/, name: 'number' },
  { setting: 'RequireSymbols', pattern: /[^A-Za-z0-9]/, name: 'symbol' },
] as const;

/**
 * Without a policy, eight characters of three kinds. IAM user guide, "Set an account password policy for IAM users".
 * Errors: PasswordPolicyViolation 400. Assumed; not confirmed against AWS: the texts.
 */
export function requirePassword(scope: Scope, password: string): void {
  const policy = policyOf(scope).get(ONLY);
  const length = policy?.MinimumPasswordLength ?? 8;
  if (password.length < length) throw violation(`Password should have a minimum length of ${length}`);
  const missing = KINDS.filter(({ pattern }) => !pattern.test(password));
  if (!policy && missing.length > 1) {
    throw violation('Password should have at least three of: uppercase letters, lowercase letters, numbers, symbols');
  }
  const required = missing.find(({ setting }) => policy?.[setting]);
  if (required) throw violation(`Password should have at least one ${required.name}`);
}

const violation = (message: string) => new AwsError('PasswordPolicyViolation', 400, message);
