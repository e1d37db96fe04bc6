import type { Clock } from '../../runtime-services.ts';

/** A wait that can be cut short, for as long as its owner lives. */
export interface Pause {
  /** Resolves after `delayMs`, at `wake`, or at `end`. */
  wait(delayMs: number): Promise<void>;
  wake(): void;
  /** From now on every wait is over at once. */
  end(): void;
  readonly ended: boolean;
}

export function createPause(clock: Clock): Pause {
  const waiting = new Set<() => void>();
  let ended = false;
  const wake = () => {
    for (const resolve of [...waiting]) resolve();
  };
  return {
    wait: (delayMs) =>
      new Promise((resolve) => {
        if (ended) return resolve();
        const cancel = clock.after(delayMs, done);
        waiting.add(done);
        function done() {
          cancel();
          waiting.delete(done);
          resolve();
        }
      }),
    wake,
    end() {
      ended = true;
      wake();
    },
    get ended() {
      return ended;
    },
  };
}
