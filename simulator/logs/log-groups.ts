import type * as logs from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../aws-error.ts';
import { requestTagKeys } from '../request-tag-keys.ts';
import { type CallContext, operation } from '../wire/operation.ts';
import { getLogGroup, type LogGroupRow, logGroupArn, logGroups } from './log-group-rows.ts';
import { invalidParameter, page } from './page.ts';
import { requireTags } from './tags.ts';

export const createLogGroup = operation<logs.CreateLogGroupRequest, object>({
  limits: 'Of the class STANDARD, without a key. Nothing is ever logged.',
  access: ({ logGroupName = '', tags }, context) => [
    { ...groupAccess('logs:CreateLogGroup', logGroupName, context), context: requestTagKeys(tags) },
    ...(tags ? [{ action: 'logs:TagResource', resource: logGroupArn(context, logGroupName) }] : []),
  ],
  run({ logGroupName: name = '', tags = {}, ...others }, context) {
    const { state, now: createdAtMs } = context;
    requireName(name, 'logGroupName');
    requireKnown(others);
    requireTags(tags, context.caller);
    if (logGroups(state, context).has(name)) {
      // Text: terraform-aws-modules/terraform-aws-eks#1019.
      throw new AwsError('ResourceAlreadyExistsException', 400, 'The specified log group already exists');
    }
    logGroups(state, context).put(name, { name, arn: logGroupArn(context, name), createdAtMs, tags });
    return {};
  },
});

export const describeLogGroups = operation<logs.DescribeLogGroupsRequest, logs.DescribeLogGroupsResponse>({
  limits: 'By prefix or pattern; no linked accounts.',
  // An ARN without a name: what refusals of AWS show.
  access: (_input, context) => [groupAccess('logs:DescribeLogGroups', '', context)],
  run({ logGroupNamePrefix: prefix, logGroupNamePattern: pattern, limit, nextToken }, { state, ...place }) {
    if (prefix !== undefined && pattern !== undefined) {
      // Assumed; not confirmed against AWS: the text. API reference, "DescribeLogGroups": they exclude each other.
      throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    }
    const wanted = ({ name }: LogGroupRow) =>
      name.startsWith(prefix ?? '') && name.toLowerCase().includes(pattern?.toLowerCase() ?? '');
    const found = [...logGroups(state, place).values()].filter(wanted).sort(byName);
    const { items, ...rest } = page(found, limit, nextToken);
    return { logGroups: items.map(logGroupOutput), ...rest };
  },
});

export const deleteLogGroup = operation<logs.DeleteLogGroupRequest, object>({
  access: ({ logGroupName = '' }, context) => [groupAccess('logs:DeleteLogGroup', logGroupName, context)],
  run({ logGroupName = '' }, { state, ...place }) {
    logGroups(state, place).delete(getLogGroup(state, place, logGroupName).name);
    return {};
  },
});

/** Names in the ARN end in the name of a log stream, which is empty here. Service authorization reference, "Amazon CloudWatch Logs" */
function groupAccess(action: string, name: string, context: CallContext) {
  const resourceTags = logGroups(context.state, context).get(name)?.tags ?? {};
  return { action, resource: `${logGroupArn(context, name)}:log-stream:`, resourceTags };
}

const byName = (left: LogGroupRow, right: LogGroupRow) => (left.name < right.name ? -1 : 1);

const logGroupOutput = ({ name, arn, createdAtMs }: LogGroupRow): logs.LogGroup => ({
  logGroupName: name,
  logGroupArn: arn,
  arn: `${arn}:*`,
  creationTime: createdAtMs,
  logGroupClass: 'STANDARD',
  metricFilterCount: 0,
  storedBytes: 0,
});

const PATTERN = '[\\.\\-_/#A-Za-z0-9]+';

/** API reference, "CreateLogGroup". Errors: InvalidParameterException. */
function requireName(name: string, parameter: string): void {
  if (name.length <= 512 && new RegExp(`^${PATTERN}$`).test(name)) return;
  const rule =
    name.length > 512
      ? 'Member must have length less than or equal to 512'
      : `Member must satisfy regular expression pattern: ${PATTERN}`;
  throw invalidParameter(
    `1 validation error detected: Value '${name}' at '${parameter}' failed to satisfy constraint: ${rule}`,
  );
}

function requireKnown({ logGroupClass, ...others }: object & { logGroupClass?: string | undefined }): void {
  const [other] = [...Object.keys(others), ...(logGroupClass && logGroupClass !== 'STANDARD' ? ['logGroupClass'] : [])];
  if (!other) return;
  throw invalidParameter(`The local cloud does not have the parameter ${other} (simulator/DIFFERENCES.md).`);
}
