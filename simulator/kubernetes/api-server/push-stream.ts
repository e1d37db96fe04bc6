/** A stream that is written to from elsewhere: what is pushed waits until it is read. */
export interface PushStream<Item> extends AsyncIterable<Item> {
  push(item: Item): void;
  /** What was pushed before is still delivered. */
  end(): void;
}

/** `onClose` runs once, when the reader goes away or after `end`. */
export function createPushStream<Item>(onClose: () => void): PushStream<Item> {
  const waiting: Item[] = [];
  let wake: (() => void) | undefined;
  let ended = false;
  const signal = () => {
    wake?.();
    wake = undefined;
  };
  const end = () => {
    if (ended) return;
    ended = true;
    onClose();
    signal();
  };
  return {
    push(item) {
      if (ended) return;
      waiting.push(item);
      signal();
    },
    end,
    // Not a generator: `return()` has to work while `next()` is waiting.
    [Symbol.asyncIterator]: () => ({
      async next() {
        while (waiting.length === 0 && !ended) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const done = waiting.length === 0;
        return done ? { done, value: undefined } : { done, value: waiting.shift() as Item };
      },
      async return() {
        waiting.length = 0;
        end();
        return { done: true, value: undefined };
      },
    }),
  };
}
