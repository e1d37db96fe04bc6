/**
 * The AWS endpoint in-process, without sockets, for tests of services:
 *
 *   const endpoint = testEndpoint({ services: { iam: async () => iam } });
 *   const client = new IAMClient(endpoint.clientConfig());              // signed by the learner's root user
 *   const other = new IAMClient(endpoint.clientConfig(endpoint.addRoleSession({ roleName: 'app', policies: … })));
 *   endpoint.clock.advance(60_000);                                      // frozen otherwise
 *   endpoint.reported                                                    // what was thrown and is no AwsError
 *
 * Any SDK client takes the configuration; requests are signed by the SDK and go through every stage. Policies of callers
 * come from simulator/iam's policiesOf unless `policiesOf` is given. `endpoint.send(request)` takes a raw HttpRequest.
 */

import type { AccessKey, RoleSession } from '../../../simulator/caller.ts';
import type { HttpRequest, HttpResponse } from '../../../simulator/http.ts';
import { policiesOf } from '../../../simulator/iam/policies-of.ts';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import type { Clock, Ids } from '../../../simulator/runtime-services.ts';
import { openState, type State } from '../../../simulator/state/state.ts';
import { memoryStore } from '../../../simulator/state/store.ts';
import { type AwsEndpointOptions, createAwsEndpoint } from '../../../simulator/wire/aws-endpoint.ts';
import { sdkRequestHandler } from './sdk-request-handler.ts';

export interface TestClock extends Clock {
  advance(ms: number): void;
}

export interface TestCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export const ROOT_KEY: TestCredentials = { accessKeyId: 'AKIAROOT000000000000', secretAccessKey: 'root-secret' };
export const FROZEN_NOW = Date.UTC(2026, 10, 24, 9, 0, 0);

type TestOptions = Partial<Omit<AwsEndpointOptions, 'report'>> & Pick<AwsEndpointOptions, 'services'>;

export function testEndpoint(options: TestOptions) {
  const clock = options.clock ? (options.clock as TestClock) : frozenClock();
  const state = options.state ?? openState(memoryStore());
  const ids = options.ids ?? countingIds();
  const reported: unknown[] = [];
  const cloud = options.cloud ?? { clusterEndpoint: () => undefined, clusterChanged: () => {} };
  const endpoint = createAwsEndpoint({
    policiesOf,
    ...options,
    clock,
    state,
    ids,
    cloud,
    report: (error) => reported.push(error),
  });
  addRootKey(state, clock);

  return {
    ...endpoint,
    state,
    clock,
    ids,
    reported,
    send: (request: Partial<HttpRequest>): Promise<HttpResponse> =>
      endpoint.handle({ method: 'GET', path: '/', query: '', headers: {}, body: new Uint8Array(), ...request }),
    /** Configuration for any AWS SDK client: in-process, one attempt, signed with these credentials at the frozen time. */
    clientConfig: (credentials: TestCredentials = ROOT_KEY) => ({
      region: REGION,
      maxAttempts: 1,
      credentials,
      requestHandler: sdkRequestHandler(endpoint.handle),
      systemClockOffset: clock.now() - Date.now(),
    }),
    /** A session's row in credentials/keys, and the credentials for it. The role itself is not made. */
    addRoleSession: (session: Partial<RoleSession> & { roleName?: string }): TestCredentials =>
      addRoleSession({ state, clock, ids }, session),
  };
}

export type TestEndpoint = ReturnType<typeof testEndpoint>;

function addRootKey(state: State, clock: Clock): void {
  const row: AccessKey = {
    ...ROOT_KEY,
    account: LEARNER_ACCOUNT,
    status: 'Active',
    createdAtMs: clock.now(),
    userName: 'root',
  };
  state.table<AccessKey>('credentials/keys').put(row.accessKeyId, row);
}

function addRoleSession(
  { state, clock, ids }: { state: State; clock: Clock; ids: Ids },
  { roleName = 'app', ...session }: Partial<RoleSession> & { roleName?: string },
): TestCredentials {
  const accessKeyId = `ASIA${ids.chars(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
  const credentials = {
    accessKeyId,
    secretAccessKey: `secret-of-${accessKeyId}`,
    sessionToken: `token-of-${accessKeyId}`,
  };
  state.table<AccessKey>('credentials/keys').put(accessKeyId, {
    ...credentials,
    account: LEARNER_ACCOUNT,
    status: 'Active',
    createdAtMs: clock.now(),
    session: {
      roleArn: `arn:aws:iam::${LEARNER_ACCOUNT}:role/${roleName}`,
      roleId: 'AROATESTROLE00000000',
      sessionName: 'test',
      tags: {},
      transitiveTagKeys: [],
      policies: [],
      issuedAtMs: clock.now(),
      expiresAtMs: clock.now() + 3_600_000,
      chained: false,
      ...session,
    },
  });
  return credentials;
}

/** Time stands still until the test moves it; callbacks that fall due run then. */
export function frozenClock(start = FROZEN_NOW): TestClock {
  let now = start;
  let waiting: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after(delayMs, callback) {
      const entry = { at: now + delayMs, callback };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    advance(ms) {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { callback } of due) callback();
    },
  };
}

/** Ids that count up: the same in every run, and never the same twice. */
export function countingIds(): Ids {
  let count = 0;
  return {
    uuid() {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
    chars(length, alphabet) {
      count += 1;
      let [text, rest] = ['', count];
      while (text.length < length) {
        text = alphabet.charAt(rest % alphabet.length) + text;
        rest = Math.floor(rest / alphabet.length);
      }
      return text;
    },
  };
}
