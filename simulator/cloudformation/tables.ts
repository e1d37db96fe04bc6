import type { ChangeSetType, OnFailure, ResourceStatus, StackStatus } from '@aws-sdk/client-cloudformation';
import type { Caller } from '../caller.ts';
import type { State } from '../state/state.ts';
import type { ParameterTexts } from './template/parameters.ts';
import type { StackIdentity } from './template/pseudo-parameters.ts';

export interface Place {
  account: string;
  region: string;
}

/** A stack; kept after its deletion, when only its ARN finds it. */
export interface Stack extends StackIdentity {
  /** The UUID at the end of the ARN. */
  id: string;
  status: StackStatus;
  statusReason?: string;
  description?: string;
  /** The template's text, as it was given. */
  template: string;
  parameters: ParameterTexts;
  capabilities: string[];
  tags: Record<string, string>;
  outputs: StackOutput[];
  /** By logical id, in the order of their making. */
  resources: Record<string, StackResource>;
  /** Whoever asked for what is being done: every call that it takes is made, and judged, as theirs. */
  caller: Caller;
  onFailure: OnFailure;
  terminationProtection: boolean;
  /** Of the request that made it, and of the one that is being worked on. */
  creationToken?: string;
  token?: string;
  createdAtMs: number;
  deletionAtMs?: number;
}

export interface StackOutput {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

export interface StackResource {
  logicalId: string;
  type: string;
  /** The name that CloudFormation gives where the template gives none. */
  name: string;
  /** Absent until it exists. */
  physicalId?: string;
  status: ResourceStatus;
  reason?: string;
  changedAtMs: number;
  /** As they were when it was made, without intrinsic functions. */
  properties: Record<string, unknown>;
  attributes: Record<string, string>;
}

/** What happened to a stack or to one of its resources. */
export interface StackEvent {
  id: string;
  logicalId: string;
  physicalId?: string;
  type: string;
  status: ResourceStatus | StackStatus;
  reason?: string;
  atMs: number;
  properties?: Record<string, unknown>;
  token?: string;
}

/** What is to be done to a stack, for somebody to look at first. */
export interface ChangeSet {
  arn: string;
  name: string;
  type: ChangeSetType;
  description?: string;
  stackArn: string;
  createdAtMs: number;
  executedAtMs?: number;
}

/** By ARN. */
export const changeSetsOf = (state: State, { account, region }: Place) =>
  state.table<ChangeSet>(`${account}/cloudformation/${region}/change-sets`);

/** By ARN. */
export const stacksOf = (state: State, { account, region }: Place) =>
  state.table<Stack>(`${account}/cloudformation/${region}/stacks`);

/** Those that are not deleted, in the order of their making. */
export const livingStacks = (state: State, place: Place): Stack[] =>
  [...stacksOf(state, place).values()].filter(({ status }) => status !== 'DELETE_COMPLETE');

/** By number, the oldest first. */
export const eventsOf = (state: State, { account, region, id }: Place & { id: string }) =>
  state.table<StackEvent>(`${account}/cloudformation/${region}/stack-events/${id}`);

/** The stacks of all accounts and Regions. */
export const allStacks = (state: State): Stack[] =>
  state
    .tableNames()
    .filter((name) => /^\d{12}\/cloudformation\/[^/]+\/stacks$/.test(name))
    .flatMap((name) => [...state.table<Stack>(name).values()]);
