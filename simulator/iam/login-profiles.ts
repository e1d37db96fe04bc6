import type * as iam from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import { dateOf } from './date-of.ts';
import { getUser, requestedName, userEntity } from './find-user.ts';
import { entityAlreadyExists, noSuchEntity } from './iam-errors.ts';
import { requirePassword } from './password-policy.ts';
import type { Received } from './received.ts';
import type { User } from './tables.ts';

// A login profile is a user's password for the console. There is none here: passwords are checked, and not kept.

export const createLoginProfile = operation<iam.CreateLoginProfileRequest, iam.CreateLoginProfileResponse>({
  limits: 'The password is checked and forgotten: there is no console.',
  access: (input, context) =>
    userEntity.access('iam:CreateLoginProfile', requestedName(input.UserName, context.caller), context),
  run({ UserName, Password, PasswordResetRequired = false }, context) {
    const user = getUser(context.state, context.account, requestedName(UserName, context.caller));
    if (user.loginProfile) throw entityAlreadyExists(`Login Profile for user ${user.name} already exists.`);
    if (Password !== undefined) requirePassword(context, Password);
    const loginProfile = { createdAtMs: context.now, passwordResetRequired: PasswordResetRequired };
    userEntity.change(context, user.name, (row) => ({ ...row, loginProfile }));
    return { LoginProfile: loginProfileShape(user.name, loginProfile) };
  },
});

export const getLoginProfile = operation<iam.GetLoginProfileRequest, iam.GetLoginProfileResponse>({
  access: (input, context) =>
    userEntity.access('iam:GetLoginProfile', requestedName(input.UserName, context.caller), context),
  run({ UserName }, { state, account, caller }) {
    const user = getUser(state, account, requestedName(UserName, caller));
    return { LoginProfile: loginProfileShape(user.name, requireLoginProfile(user)) };
  },
});

export const updateLoginProfile = operation<Received<iam.UpdateLoginProfileRequest>, void>({
  limits: 'The password is checked and forgotten: there is no console.',
  access: (input, context) => userEntity.access('iam:UpdateLoginProfile', input.UserName, context),
  run({ UserName, Password, PasswordResetRequired }, context) {
    userEntity.change(context, UserName, (user) => {
      const before = requireLoginProfile(user);
      if (Password !== undefined) requirePassword(context, Password);
      const passwordResetRequired = PasswordResetRequired ?? before.passwordResetRequired;
      return { ...user, loginProfile: { ...before, passwordResetRequired } };
    });
  },
});

export const deleteLoginProfile = operation<iam.DeleteLoginProfileRequest, void>({
  access: (input, context) =>
    userEntity.access('iam:DeleteLoginProfile', requestedName(input.UserName, context.caller), context),
  run({ UserName }, context) {
    userEntity.change(context, requestedName(UserName, context.caller), (user) => {
      requireLoginProfile(user);
      const { loginProfile: _deleted, ...rest } = user;
      return rest;
    });
  },
});

type LoginProfile = NonNullable<User['loginProfile']>;

function requireLoginProfile({ name, loginProfile }: User): LoginProfile {
  if (!loginProfile) throw noSuchEntity(`Login Profile for User ${name} cannot be found.`);
  return loginProfile;
}

function loginProfileShape(UserName: string, { createdAtMs, passwordResetRequired }: LoginProfile): iam.LoginProfile {
  return { UserName, CreateDate: dateOf(createdAtMs), PasswordResetRequired: passwordResetRequired };
}
