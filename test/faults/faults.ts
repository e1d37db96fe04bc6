import { AwsError } from '../../simulator/aws-error.ts';
import { ConnectionRefused, type HttpRequest, type HttpResponse, type Upgrade } from '../../simulator/http.ts';
import { errorAnswer } from '../../simulator/kubernetes/api-server/answer.ts';
import { StatusError } from '../../simulator/kubernetes/status-error.ts';
import { refuse } from './refuse.ts';

/** A call that has come to the door, and what a fault can do with it. */
export interface Meeting {
  request: HttpRequest;
  /** Of which API it is. */
  api: 'aws' | 'kubernetes';
  /** Lets the call have its effect, at once or later; whether or not anybody waits for the answer. */
  pass(afterMs?: number): Promise<Answer>;
}

/** Connections of `kubectl exec` are upgraded. */
export type Answer = HttpResponse | Upgrade;

/** What goes wrong with one call. What it answers is what the client sees. */
export type Fault = (meeting: Meeting) => Promise<Answer>;

/** Longer than the clients wait: whoever is stalled tries again before the first try takes effect. */
export const STALL_MS = 3000;
/** LAB_ANSWER_SECONDS of the clients, which is 60 by default. */
export const ANSWER_SECONDS = 2;

/** AWS names throttling in many ways. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const THROTTLED: Record<string, AwsError> = {
  s3: new AwsError('SlowDown', 503, 'Please reduce your request rate.'),
  ec2: new AwsError('RequestLimitExceeded', 503, 'Request limit exceeded.'),
  eks: new AwsError('ThrottlingException', 429, 'Rate exceeded'),
  dynamodb: new AwsError('ThrottlingException', 400, 'Rate of requests exceeds the allowed throughput.'),
};
const RATE_EXCEEDED = new AwsError('Throttling', 400, 'Rate exceeded');
const UNAVAILABLE = new AwsError('ServiceUnavailable', 503, 'Service is unable to handle request.');
const EXPIRED = 'The security token included in the request is expired';

/** Every way in which a call may go wrong, by the name that the table shows. */
export const faults = {
  '503': refusal(() => UNAVAILABLE, new StatusError(503, 'ServiceUnavailable', 'the server is currently unable')),
  throttling: refusal(
    (service) => THROTTLED[service] ?? RATE_EXCEEDED,
    new StatusError(429, 'TooManyRequests', 'the server has received too many requests and has asked us to try again'),
  ),
  'expired credentials': refusal(expired, new StatusError(401, 'Unauthorized', 'Unauthorized')),
  'reset before the effect': () => Promise.reject(new ConnectionRefused('the door')),
  'reset after the effect': async ({ pass }) => {
    await pass();
    throw new ConnectionRefused('the door');
  },
  'lost answer': async ({ pass }) => {
    await pass();
    return never();
  },
  stall: ({ pass }) => pass(STALL_MS),
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

/** A service refuses, and nothing takes effect. */
function refusal(error: (service: string) => AwsError, status: StatusError): Fault {
  return async ({ api, request }) => (api === 'aws' ? refuse(request, error) : errorAnswer(status));
}

function expired(service: string): AwsError {
  const isQuery = ['iam', 'sts', 's3', 'ec2', 'cloudformation'].includes(service);
  return new AwsError(isQuery ? 'ExpiredToken' : 'ExpiredTokenException', service === 's3' ? 400 : 403, EXPIRED);
}

const never = () => new Promise<never>(() => {});
