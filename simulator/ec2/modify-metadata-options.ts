import type * as ec2 from '@aws-sdk/client-ec2';
import { invalidValue } from './ec2-errors.ts';
import { ec2Operation } from './ec2-operation.ts';
import { instanceAccess } from './instance-access.ts';
import { ec2Arn, getInstances, instancesOf } from './instances.ts';
import { changeMetadataOptions, type MetadataOptions } from './metadata-options.ts';
import { instanceTags, type Tags } from './resource-tags.ts';

const ACTION = 'ec2:ModifyInstanceMetadataOptions';

type Changes = Omit<ec2.ModifyInstanceMetadataOptionsRequest, 'InstanceId' | 'DryRun'>;

export const modifyInstanceMetadataOptions = ec2Operation<
  ec2.ModifyInstanceMetadataOptionsRequest,
  ec2.ModifyInstanceMetadataOptionsResult
>({
  limits: 'Takes effect at once. There is no IPv6 endpoint.',
  access({ InstanceId, DryRun: _tried, ...changes }, context) {
    const instance = instancesOf(context.state, context).find(({ id }) => id === InstanceId);
    const access = instance
      ? instanceAccess(ACTION, instance, context.state)
      : { action: ACTION, resource: ec2Arn(context, `instance/${InstanceId}`) };
    return [{ ...access, context: { ...access.context, ...attributeKeys(changes) } }];
  },
  run({ InstanceId = '', DryRun: _tried, ...changes }, context) {
    const { state } = context;
    requireValues(changes);
    const [instance] = getInstances(state, context, [InstanceId]);
    if (!instance) return {};
    if (changes.InstanceMetadataTags === 'enabled') requireReadable(instanceTags(state, instance));
    const options = changeMetadataOptions(state, instance.nodeUid, changes as Partial<MetadataOptions>);
    return { InstanceId, InstanceMetadataOptions: { State: 'pending', ...options } };
  },
});

/** What the request changes: `ec2:Attribute/HttpTokens`. */
function attributeKeys(changes: Changes): Record<string, string | string[]> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const keys = given.map(([name, value]) => [`ec2:Attribute/${name}`, String(value)]);
  return { ...(given.length > 0 && { 'ec2:Attribute': given.map(([name]) => name) }), ...Object.fromEntries(keys) };
}

const ALTERNATIVES = {
  HttpEndpoint: ['enabled', 'disabled'],
  HttpTokens: ['required', 'optional'],
  HttpProtocolIpv6: ['enabled', 'disabled'],
  InstanceMetadataTags: ['enabled', 'disabled'],
} as const;

/** Texts: of HttpEndpoint, hashicorp/terraform-provider-aws#25547; that the others follow suit is assumed. */
function requireValues(changes: Changes): void {
  for (const [name, allowed] of Object.entries(ALTERNATIVES)) {
    const value: string | undefined = changes[name as keyof typeof ALTERNATIVES];
    if (value === undefined || allowed.some((one) => one === value)) continue;
    const [one, other] = allowed;
    throw invalidValue(
      `A value of '${value}' is not valid for ${name}. Specify either '${one}' or '${other}' and try again.`,
    );
  }
  const { HttpPutResponseHopLimit: limit } = changes;
  if (limit === undefined || (Number.isInteger(limit) && limit >= 1 && limit <= 64)) return;
  throw invalidValue(
    `A value of '${limit}' is not valid for HttpPutResponseHopLimit. Specify a value between 1 and 64 and try again.`,
  );
}

/** Tags are paths of the metadata service, so no managed node can have them there. aws/aws-cli#8825 */
function requireReadable(tags: Tags): void {
  const unreadable = Object.keys(tags).find((key) => !/^[\w\-+=,.@:]{1,255}$/.test(key) || RESERVED.has(key));
  if (unreadable === undefined) return;
  const rule = 'Tag keys must match pattern ([0-9a-zA-Z\\\\-_+=,.@:]{1,255}), and must not be a reserved name';
  throw invalidValue(`'${unreadable}' is not a valid tag key. ${rule} ('.', '..', '_index')`);
}

const RESERVED = new Set(['.', '..', '_index']);
