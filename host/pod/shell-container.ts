import type { ContainerEvents, RunningContainer } from '../../simulator/kubernetes/container-runtime.ts';
import { type ContainerSetup, requestTo, shellSurroundings, updateMount } from './container.ts';

/** 128 + SIGKILL: a shell that is process 1 does not heed SIGTERM, so this is what `kubectl get pod -o yaml` shows. */
const KILLED = 137;
/** The longest that a timer can wait, about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Runs the words in the workshop shell: the images that are a shell and a command line. */
export function startShellContainer(setup: ContainerSetup, events: ContainerEvents): RunningContainer {
  const stopping = new AbortController();
  const openSurroundings = shellSurroundings(setup);
  const ended = runMain().then(events.exited, (error: unknown) => {
    events.output(`${String(error)}\n`);
    events.exited(stopping.signal.aborted ? KILLED : 128);
  });

  async function runMain(): Promise<number> {
    const idleMs = idleTime(setup.words);
    if (idleMs !== undefined) return sleep(idleMs, stopping.signal).then(() => (stopping.signal.aborted ? KILLED : 0));
    const { openShell, quoteWords } = await import('./shell-session.ts');
    const shell = openShell(await openSurroundings(), { sleep: (ms) => sleep(ms, stopping.signal) });
    const { output } = events;
    // The interpreter's own sleep knows no `infinity`.
    const script = quoteWords(setup.words).replaceAll(/\bsleep infinity\b/g, `sleep ${LONGEST_MS / 1000}`);
    const running = shell.run(script, { signal: stopping.signal, onStdout: output, onStderr: output });
    return Promise.race([running.then(({ exitCode }) => exitCode), aborted(stopping.signal).then(() => KILLED)]);
  }

  return {
    updateMount: (path, files) => updateMount(setup.directory, path, files),
    request: requestTo(setup.ports),
    async exec(command, io) {
      const { execInShell } = await import('./exec-session.ts');
      return execInShell(await openSurroundings(), command, io);
    },
    stop(_graceMs) {
      stopping.abort();
      return ended;
    },
  };
}

/** How long the usual ways to keep a container do nothing, for which no interpreter is needed. */
function idleTime(words: string[]): number | undefined {
  const [command, only, script] = words;
  const line = /^(\/bin\/)?sh$/.test(command ?? '') && only === '-c' ? (script ?? '') : words.join(' ');
  const seconds =
    /^(?:exec )?sleep (\d+|infinity)$/.exec(line.trim())?.[1] ?? (line === 'tail -f /dev/null' && 'infinity');
  return seconds ? Math.min(seconds === 'infinity' ? LONGEST_MS : Number(seconds) * 1000, LONGEST_MS) : undefined;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.min(ms, LONGEST_MS));
    // The container must not keep the local cloud's process alive.
    timer.unref();
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
