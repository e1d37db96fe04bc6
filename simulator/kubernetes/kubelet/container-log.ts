import { createPushStream } from '../api-server/push-stream.ts';
import type { LogOptions } from './kubelet.ts';

/** The output of one run of a container, its end kept. */
export interface ContainerLog {
  append(text: string, nowMs: number): void;
  /** No more will come. */
  end(): void;
  /** The last lines. */
  tail(lines: number): string;
  read(options: LogOptions): AsyncIterable<string>;
}

/** The kubelet rotates at 10 MiB; a workshop's pods say less. */
const CAPACITY_CHARS = 1_000_000;

interface Line {
  atMs: number;
  text: string;
}

export function createContainerLog(): ContainerLog {
  let lines: Line[] = [];
  let unfinished = '';
  let size = 0;
  let ended = false;
  const followers = new Set<{ line(line: Line): void; end(): void }>();

  const add = (line: Line) => {
    lines.push(line);
    size += line.text.length;
    for (const follower of followers) follower.line(line);
    if (size > CAPACITY_CHARS) dropOldest();
  };
  const dropOldest = () => {
    lines = lines.slice(Math.ceil(lines.length / 4));
    size = lines.reduce((sum, line) => sum + line.text.length, 0);
  };

  return {
    append(text, nowMs) {
      const parts = (unfinished + text).split('\n');
      unfinished = parts.pop() ?? '';
      for (const part of parts) add({ atMs: nowMs, text: `${part}\n` });
      // A program that never ends a line must not fill the memory.
      if (unfinished.length > CAPACITY_CHARS) unfinished = unfinished.slice(-CAPACITY_CHARS / 2);
    },
    end() {
      ended = true;
      if (unfinished) add({ atMs: lines.at(-1)?.atMs ?? 0, text: unfinished });
      unfinished = '';
      for (const follower of [...followers]) follower.end();
    },
    tail: (count) =>
      lines
        .slice(-count)
        .map(({ text }) => text)
        .join(''),
    read(options) {
      const follower = { line: (line: Line) => print(line), end: () => stream.end() };
      const stream = createPushStream<string>(() => followers.delete(follower));
      let left = options.limitBytes ?? Number.POSITIVE_INFINITY;
      const print = (line: Line) => {
        const text = shown(line, options).slice(0, left);
        left -= text.length;
        if (text) stream.push(text);
        if (left <= 0) stream.end();
      };
      if (options.follow && !ended) followers.add(follower);
      for (const line of selected(lines, options)) print(line);
      if (unfinished && !options.follow) print({ atMs: lines.at(-1)?.atMs ?? 0, text: unfinished });
      if (!options.follow || ended) stream.end();
      return stream;
    },
  };
}

function selected(lines: Line[], { tailLines, sinceMs }: LogOptions): Line[] {
  const recent = sinceMs === undefined ? lines : lines.filter((line) => line.atMs >= sinceMs);
  return tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - tailLines));
}

function shown({ atMs, text }: Line, { timestamps }: LogOptions): string {
  // As long as containerd's, which has nanoseconds.
  return timestamps ? `${new Date(atMs).toISOString().slice(0, -1)}000000Z ${text}` : text;
}
