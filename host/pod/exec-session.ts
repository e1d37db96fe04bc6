import { randomBytes } from 'node:crypto';
import type { ExecStreams } from '../../simulator/kubernetes/container-runtime.ts';
import { afterDoing, executing, requireExecutable, shellWords } from './executable.ts';
import { openShell, quoteWords, type ShellSurroundings } from './shell-session.ts';

/**
 * `kubectl exec`: one command in the workshop shell, or a shell to type into. Resolves with the exit code.
 * Errors: StartError.
 */
export async function execInShell(
  around: ShellSurroundings,
  command: string[],
  io: ExecStreams,
  signal?: AbortSignal,
): Promise<number> {
  if (command.length === 1 && command[0] === 'env') return printEnvironment(around, io);
  const bareShell = command.length === 1 && /^(\/bin\/)?(sh|bash|ash)$/.test(command[0] ?? '');
  if (bareShell && io.tty) return runTerminal(around, io);
  const id = randomBytes(32).toString('hex');
  await requireExecutable(around, command).catch(afterDoing(executing(id)));
  const stdin = io.stdin && !io.tty ? await readText(io.stdin) : undefined;
  const { exitCode } = await openShell(around).run(bareShell ? (stdin ?? '') : quoteWords(shellWords(command)), {
    stdin: bareShell ? undefined : stdin,
    onStdout: (text) => io.stdout(encode(text, io)),
    onStderr: (text) => io.stderr(encode(text, io)),
    ...(signal && { signal }),
  });
  return exitCode;
}

/** The container's environment and nothing else: the interpreter's own `env` shows its shell variables too. */
function printEnvironment({ env }: ShellSurroundings, io: ExecStreams): number {
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  io.stdout(new TextEncoder().encode(lines.join('')));
  return 0;
}

async function readText(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** With a terminal the client is in raw mode: what is typed is shown by this side, and a line ends with both characters. */
function encode(text: string, { tty }: ExecStreams): Uint8Array {
  return new TextEncoder().encode(tty ? text.replaceAll('\n', '\r\n') : text);
}

const PROMPT = '# ';

/** Reads lines and runs each. */
async function runTerminal(around: ShellSurroundings, io: ExecStreams): Promise<number> {
  const shell = openShell(around, { keepsEnvironment: true });
  const show = (text: string) => io.stdout(encode(text, io));
  let exitCode = 0;
  show(PROMPT);
  for await (const line of typedLines(io.stdin ?? nothing(), show)) {
    const leave = /^\s*exit(?:\s+(\d+))?\s*$/.exec(line);
    if (leave) return leave[1] === undefined ? exitCode : Number(leave[1]) & 0xff;
    if (line.trim() !== '') ({ exitCode } = await shell.run(line, { onStdout: show, onStderr: show }));
    show(PROMPT);
  }
  return exitCode;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Backspace takes the last character, Ctrl-C drops the line, Ctrl-D on an empty line ends. */
async function* typedLines(stdin: AsyncIterable<Uint8Array>, show: (text: string) => void): AsyncGenerator<string> {
  let line = '';
  for await (const bytes of stdin) {
    for (const char of Buffer.from(bytes).toString()) {
      if (char === '\r' || char === '\n') {
        show('\n');
        yield line;
        line = '';
      } else if (char === '\x04') {
        if (line === '') return;
      } else if (char === '\x03') {
        show(`^C\n${PROMPT}`);
        line = '';
      } else if (char === '\x7f') {
        if (line !== '') show('\b \b');
        line = line.slice(0, -1);
      } else if (char >= ' ') {
        show(char);
        line += char;
      }
    }
  }
}
