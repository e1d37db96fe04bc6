import type { Decision } from '../../policy/types.ts';
import type { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Exchange } from './exchange.ts';
import { createRing } from './ring.ts';
import type { OperationModel } from './schema/service-model.ts';

/** One request as CloudTrail would tell it. */
export interface RequestRecord {
  /** In ms since the epoch. */
  time: number;
  requestId: string;
  /** Absent if the signature did not prove one. */
  caller?: Caller;
  /** The signing name, such as `iam`. */
  service: string;
  operation: string;
  region: string;
  /** One for each permission that was asked for, in order; an anonymous or refused request may have none. */
  decisions: RecordedDecision[];
  status: number;
  errorCode?: string;
  errorMessage?: string;
  sourceIp?: string;
  userAgent?: string;
  /** True for calls that one service made to another, on behalf of the caller. */
  inner: boolean;
  /** What a management event was called with, and what STS answered; secrets included, so it never leaves as it is. */
  call?: RecordedCall;
  /** The same of a call that a service made in its own name, in the words of its event. */
  told?: Pick<ServiceCall, 'requestParameters' | 'responseElements'>;
}

/** A call that an AWS service makes in its own name, such as EKS's AssumeRole for a pod. facts B.6 */
export interface ServiceCall {
  /** The service principal, such as `pods.eks.amazonaws.com`. */
  principal: string;
  /** The signing name of the service that was called. */
  service: string;
  operation: string;
  /** As CloudTrail shows them: without secrets. */
  requestParameters: Record<string, unknown>;
  responseElements?: Record<string, unknown>;
  error?: AwsError;
}

export interface RecordedCall {
  operation: OperationModel;
  input: Record<string, unknown>;
  output?: Record<string, unknown>;
}

export interface RecordedDecision {
  action: string;
  resource: string;
  /** Its `statement` decided; its `explain()` tells about all the others. */
  decision: Decision;
}

export interface Records {
  add(record: RequestRecord): void;
  /** The newest last. */
  list(): RequestRecord[];
  /** Calls the listener for every new record; returns the function that stops it. */
  subscribe(listener: (record: RequestRecord) => void): () => void;
}

/** Keeps the last `limit` management events in memory, and as many others: a busy app pushes no event out of the history. */
export function createRecords(limit = 2000): Records {
  const management = createRing<NumberedRecord>(limit);
  const others = createRing<NumberedRecord>(limit);
  const listeners = new Set<(record: RequestRecord) => void>();
  let count = 0;
  return {
    add(record) {
      (isManagementEvent(record) ? management : others).add({ number: count++, record });
      for (const listener of listeners) listener(record);
    },
    list: () =>
      [...management.list(), ...others.list()].sort((a, b) => a.number - b.number).map(({ record }) => record),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether the request is one that CloudTrail's event history shows: not one for objects or items, nor a refused signature. */
export const isManagementEvent = ({ call, told }: RequestRecord): boolean => (call ?? told) !== undefined;

interface NumberedRecord {
  number: number;
  record: RequestRecord;
}

/** Puts on record how an exchange ended. */
export function recordExchange(records: Records, exchange: Exchange, status: number): void {
  records.add({
    time: exchange.now,
    requestId: exchange.requestId,
    caller: exchange.caller,
    service: exchange.serviceName,
    operation: exchange.operationName,
    region: exchange.region,
    decisions: exchange.decisions,
    status,
    errorCode: exchange.error?.code,
    errorMessage: exchange.error?.message,
    sourceIp: exchange.client.sourceIp,
    userAgent: exchange.client.userAgent,
    inner: exchange.incoming === undefined,
    call: recordedCall(exchange),
  });
}

/** Puts on record what a service called in its own name in the course of an exchange. */
export function recordServiceCall(records: Records, exchange: Exchange, requestId: string, call: ServiceCall): void {
  const { principal, service, operation, requestParameters, responseElements, error } = call;
  records.add({
    time: exchange.now,
    requestId,
    caller: { type: 'service', account: '', arn: principal, userId: principal },
    service,
    operation,
    region: exchange.region,
    decisions: [],
    status: error?.status ?? 200,
    errorCode: error?.code,
    errorMessage: error?.message,
    inner: true,
    told: { requestParameters, responseElements },
  });
}

// CloudTrail leaves out larger request parameters. CloudTrail user guide, "CloudTrail record contents".
const MAX_INPUT_BYTES = 100_000;

/** Nothing of data events, whose inputs hold whole objects and items. */
function recordedCall({ operation, input, output, incoming, serviceName }: Exchange): RecordedCall | undefined {
  if (!operation || !input || operation.isDataEvent) return undefined;
  if (incoming && incoming.request.body.length > MAX_INPUT_BYTES) return undefined;
  return { operation, input, ...(serviceName === 'sts' && { output }) };
}
