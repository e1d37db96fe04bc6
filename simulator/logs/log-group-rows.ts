import { AwsError } from '../aws-error.ts';
import type { Place } from '../eks/tables.ts';
import type { State } from '../state/state.ts';

export interface LogGroupRow {
  name: string;
  arn: string;
  createdAtMs: number;
  tags: Record<string, string>;
}

/** By name. */
export const logGroups = (state: State, { account, region }: Place) =>
  state.table<LogGroupRow>(`${account}/logs/${region}/log-groups`);

/** Without the `:*` that older answers have at its end. */
export const logGroupArn = ({ account, region }: Place, name: string) =>
  `arn:aws:logs:${region}:${account}:log-group:${name}`;

/** Makes a log group if there is none of that name: how services open theirs. */
export function ensureLogGroup(state: State, place: Place, name: string, now: number): void {
  if (logGroups(state, place).has(name)) return;
  logGroups(state, place).put(name, { name, arn: logGroupArn(place, name), createdAtMs: now, tags: {} });
}

/** Errors: ResourceNotFoundException. */
export function getLogGroup(state: State, place: Place, name: string): LogGroupRow {
  const found = logGroups(state, place).get(name);
  if (!found) throw noSuchLogGroup();
  return found;
}

export const noSuchLogGroup = () =>
  new AwsError('ResourceNotFoundException', 400, 'The specified log group does not exist.');
