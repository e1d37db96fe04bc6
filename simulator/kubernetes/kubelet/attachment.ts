import { createPushStream, type PushStream } from '../api-server/push-stream.ts';
import type { ContainerRuntime, ExecStreams, RunningContainer } from '../container-runtime.ts';

/** One run of a container as `kubectl attach` sees it. */
interface Attachment {
  /** What the main process reads; undefined if the container's spec has no `stdin`. */
  stdin: AsyncIterable<Uint8Array> | undefined;
  output(text: string): void;
  /** Resolves when the container has ended. */
  attach(streams: ExecStreams): Promise<void>;
  /** The container has ended. */
  end(): void;
}

/** The runtime, with a way to join what it runs. */
export function attachable(runtime: ContainerRuntime) {
  const attachments = new WeakMap<RunningContainer, Attachment>();
  const start: ContainerRuntime['start'] = async (spec, { output, exited }) => {
    const attachment = createAttachment(spec);
    const { stdin: input } = attachment;
    const running = await runtime.start(
      { ...spec, ...(input && { input }) },
      {
        output(text) {
          output(text);
          attachment.output(text);
        },
        exited(...exit) {
          exited(...exit);
          attachment.end();
        },
      },
    );
    attachments.set(running, attachment);
    return running;
  };
  return {
    runtime: { ...runtime, start },
    /** Resolves when the container has ended. */
    attach: async (running: RunningContainer, streams: ExecStreams) => attachments.get(running)?.attach(streams),
  };
}

/**
 * With `stdin`, what is said before the first client comes is kept for it: `kubectl run -it` starts the container and
 * then attaches, and here a command is faster than that.
 */
function createAttachment(container: { stdin?: boolean; stdinOnce?: boolean }): Attachment {
  const stdin = container.stdin ? createPushStream<Uint8Array>(() => {}) : undefined;
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const unheard: Uint8Array[] = [];
  let heard = !container.stdin;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    stdin,
    end,
    output(text) {
      const bytes = new TextEncoder().encode(text);
      if (!heard) unheard.push(bytes);
      for (const listener of listeners) listener(bytes);
    },
    async attach({ stdin: typed, stdout }) {
      for (const bytes of unheard.splice(0)) stdout(bytes);
      heard = true;
      listeners.add(stdout);
      if (stdin && typed) void passOn(typed, stdin, container.stdinOnce ?? false);
      await ended;
      listeners.delete(stdout);
    },
  };
}

async function passOn(typed: AsyncIterable<Uint8Array>, stdin: PushStream<Uint8Array>, once: boolean): Promise<void> {
  for await (const bytes of typed) stdin.push(bytes);
  if (once) stdin.end();
}
