/** What the local cloud takes from outside, so that tests can freeze it: time and chance. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs the callback once, `delayMs` later; returns a function that cancels it. Never keeps the process alive. */
  after(delayMs: number, callback: () => void | Promise<void>): () => void;
}

export interface Ids {
  /** A random version 4 UUID. */
  uuid(): string;
  /** `length` characters drawn from `alphabet`. */
  chars(length: number, alphabet: string): string;
}

export const UPPER_ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const LOWER_ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const UPPER_HEX = '0123456789ABCDEF';
export const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer: unknown = setTimeout(callback, delayMs);
    // In Node a timer holds the process open unless told otherwise; in a browser it is a number.
    if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref();
    return () => clearTimeout(timer as number);
  },
};

export const randomIds: Ids = {
  uuid: () => crypto.randomUUID(),
  chars(length, alphabet) {
    const bytes = crypto.getRandomValues(new Uint8Array(length * 2));
    let text = '';
    // Two bytes a character: the modulo bias over alphabets of at most 64 stays below 0.1 %.
    for (let index = 0; index < length; index += 1) {
      const value = ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0);
      text += alphabet.charAt(value % alphabet.length);
    }
    return text;
  },
};
