import type {
  ContainerEvents,
  ContainerSpec,
  ExecStreams,
  RunningContainer,
} from '../../simulator/kubernetes/container-runtime.ts';
import { type ContainerSetup, requestTo, shellSurroundings, updateMount } from './container.ts';
import type { ShellSurroundings } from './shell-session.ts';

/** 128 + SIGKILL: a shell that is process 1 does not heed SIGTERM, so this is what `kubectl get pod -o yaml` shows. */
const KILLED = 137;
/** The longest that a timer can wait, about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Runs the words in the workshop shell: the images that are a shell and a command line. Errors: StartError. */
export async function startShellContainer(setup: ContainerSetup, events: ContainerEvents): Promise<RunningContainer> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const openSurroundings = shellSurroundings(setup);
  const idleMs = idleTime(setup.words);
  const main = idleMs === undefined ? await startScript(setup, events, await openSurroundings(), signal) : undefined;
  const ended = (main?.done ?? sleep(idleMs ?? 0, signal).then(() => (signal.aborted ? KILLED : 0)))
    .catch((error: unknown) => {
      events.output(`${String(error)}\n`);
      return signal.aborted ? KILLED : 128;
    })
    .then(async (exitCode) => events.exited(exitCode, await main?.lastWords()));
  return {
    updateMount: (path, files) => updateMount(setup.directory, path, files),
    request: requestTo(setup.ports),
    listensOn: () => false,
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

/** The container's script, once it is certain that it can start: its end, and what it then leaves to say. */
async function startScript(
  { words, spec }: ContainerSetup,
  { output }: ContainerEvents,
  around: ShellSurroundings,
  signal: AbortSignal,
): Promise<{ done: Promise<number>; lastWords(): Promise<string> }> {
  const { execInShell } = await import('./exec-session.ts');
  const { openShell, quoteWords } = await import('./shell-session.ts');
  const { afterDoing, requireExecutable, shellWords, STARTING } = await import('./executable.ts');
  await requireExecutable(around, words).catch(afterDoing(STARTING));
  const shell = openShell(around, { sleep: (ms) => sleep(ms, signal) });
  // The interpreter's own sleep knows no `infinity`.
  const script = quoteWords(shellWords(words)).replaceAll(/\bsleep infinity\b/g, `sleep ${LONGEST_MS / 1000}`);
  const runAlone = () => shell.run(script, { signal, onStdout: output, onStderr: output });
  const io = attachedStreams(spec, output);
  const running = io ? execInShell(around, words, io, signal) : runAlone().then(({ exitCode }) => exitCode);
  const path = spec.terminationMessagePath;
  return {
    done: Promise.race([running, aborted(signal).then(() => KILLED)]),
    lastWords: async () => (path ? around.files.readFile(path).catch(() => '') : ''),
  };
}

/** A container with `stdin`, as `kubectl run -it` makes one, does what `kubectl exec` would with its words. */
function attachedStreams(
  { input, tty = false }: ContainerSpec,
  output: (text: string) => void,
): ExecStreams | undefined {
  const show = (bytes: Uint8Array) => output(Buffer.from(bytes).toString());
  return input && { stdin: input, stdout: show, stderr: show, tty };
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
