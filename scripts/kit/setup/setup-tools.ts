import type { AccountClients } from '../target/account-clients.ts';
import { realTime } from '../target/real-time.ts';
import type { Ledger } from './ledger.ts';
import type { Run } from './run.ts';

/** What setting up and cleaning up work with; all of it is handed in, so that tests can fail any call and hurry the clock. */
export interface SetupTools {
  run: Run;
  ledger: Ledger;
  aws: AccountClients;
  clock: SetupClock;
  /** One line for the person who waits. */
  say(line: string): void;
}

export interface SetupClock {
  /** In ms since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: SetupClock = { now: Date.now, sleep: realTime.sleep };

/** The account did not do what was asked. `message` says what, and what to do. */
export class SetupError extends Error {}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Asks until there is an answer, with longer and longer pauses: undefined if the deadline came first. It is asked at least
 * once, and a last time at the deadline.
 */
export async function poll<Answer>(
  clock: SetupClock,
  deadlineMs: number,
  ask: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const end = clock.now() + deadlineMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const answer = await ask();
    const left = end - clock.now();
    if (answer !== undefined || left <= 0) return answer;
    await clock.sleep(Math.min(pause, left));
  }
}
