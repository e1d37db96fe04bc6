import type * as iam from '@aws-sdk/client-iam';
import type { AccessKey } from '../caller.ts';
import { BASE64 } from '../runtime-services.ts';
import { operation } from '../wire/operation.ts';
import { requireOneOf } from './constraints.ts';
import { dateOf } from './date-of.ts';
import type { Scope } from './entity.ts';
import { getUser, keysOf, requestedName, userEntity } from './find-user.ts';
import { noSuchEntity } from './iam-errors.ts';
import { findLastUse } from './last-use.ts';
import { pageOf } from './page-of.ts';
import { requireWithinQuota } from './quotas.ts';
import type { Received } from './received.ts';
import { uniqueId } from './unique-id.ts';

const keyTable = ({ state }: Pick<Scope, 'state'>) => state.table<AccessKey>('credentials/keys');

/** The secret is told once, here. */
export const createAccessKey = operation<Received<iam.CreateAccessKeyRequest>, iam.CreateAccessKeyResponse>({
  access: (input, context) =>
    userEntity.access('iam:CreateAccessKey', requestedName(input.UserName, context.caller), context),
  run(input, context) {
    const { state, account, ids, now, caller } = context;
    const { name: userName } = getUser(state, account, requestedName(input.UserName, caller));
    requireWithinQuota(context, 'AccessKeysPerUser', keysOf(context, userName).length + 1);
    const pair = { accessKeyId: uniqueId(ids, 'AKIA'), secretAccessKey: ids.chars(40, BASE64) };
    const key: AccessKey = { ...pair, account, status: 'Active', createdAtMs: now, userName };
    keyTable(context).put(key.accessKeyId, key);
    return { AccessKey: { ...keyShape(key), SecretAccessKey: key.secretAccessKey } };
  },
});

export const listAccessKeys = operation<Received<iam.ListAccessKeysRequest>, iam.ListAccessKeysResponse>({
  access: (input, context) =>
    userEntity.access('iam:ListAccessKeys', requestedName(input.UserName, context.caller), context),
  run(input, context) {
    const { state, account, caller } = context;
    const user = getUser(state, account, requestedName(input.UserName, caller));
    const { items, ...page } = pageOf(keysOf(context, user.name), (key) => key.accessKeyId, input);
    return { AccessKeyMetadata: items.map(keyShape), ...page };
  },
});

export const updateAccessKey = operation<Received<iam.UpdateAccessKeyRequest>, void>({
  access: (input, context) =>
    userEntity.access('iam:UpdateAccessKey', requestedName(input.UserName, context.caller), context),
  run(input, context) {
    const key = getKey(context, requestedName(input.UserName, context.caller), input.AccessKeyId);
    requireOneOf(input.Status, 'status', ['Active', 'Inactive']);
    const status = input.Status === 'Active' ? 'Active' : 'Inactive';
    keyTable(context).put(key.accessKeyId, { ...key, status });
  },
});

export const deleteAccessKey = operation<Received<iam.DeleteAccessKeyRequest>, void>({
  access: (input, context) =>
    userEntity.access('iam:DeleteAccessKey', requestedName(input.UserName, context.caller), context),
  run(input, context) {
    const key = getKey(context, requestedName(input.UserName, context.caller), input.AccessKeyId);
    keyTable(context).delete(key.accessKeyId);
  },
});

export const getAccessKeyLastUsed = operation<
  Received<iam.GetAccessKeyLastUsedRequest>,
  iam.GetAccessKeyLastUsedResponse
>({
  limits: 'Since the start, by signing name.',
  access: (input, context) => {
    const owner = keyTable(context).get(input.AccessKeyId)?.userName ?? '*';
    return userEntity.access('iam:GetAccessKeyLastUsed', owner, context);
  },
  run(input, context) {
    const key = keyTable(context).get(input.AccessKeyId);
    // Keys of other accounts answer as if they did not exist. Assumed; not confirmed against AWS.
    if (key?.userName === undefined || key.account !== context.account) throw noSuchKey(input.AccessKeyId);
    const use = findLastUse(context.state, key.accessKeyId);
    // What the documentation says of a key that was never used.
    if (!use) return { UserName: key.userName, AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } };
    const { atMs, service, region } = use;
    return {
      UserName: key.userName,
      AccessKeyLastUsed: { LastUsedDate: dateOf(atMs), ServiceName: service, Region: region },
    };
  },
});

const noSuchKey = (id: string) => noSuchEntity(`The Access Key with id ${id} cannot be found.`);

function getKey(scope: Scope, userName: string, id: string): AccessKey {
  getUser(scope.state, scope.account, userName);
  const key = keysOf(scope, userName).find(({ accessKeyId }) => accessKeyId === id);
  if (!key) throw noSuchKey(id);
  return key;
}

function keyShape({ userName, accessKeyId, status, createdAtMs }: AccessKey) {
  return { UserName: userName ?? '', AccessKeyId: accessKeyId, Status: status, CreateDate: dateOf(createdAtMs) };
}
