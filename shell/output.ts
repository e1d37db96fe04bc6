import type { IFileSystem, TransformPlugin } from 'just-bash';
import { isOneCommand, sendOutputTo } from './send-output.ts';

export interface OutputSinks {
  /** Called as each command of the script ends, or as its output comes where the command streams. */
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
}

/** Where the commands of a running script write to. No such file exists; the wrapped file system catches it. */
const STDOUT = '/dev/shell-stdout';
const STDERR = '/dev/shell-stderr';

/**
 * just-bash answers with a script's output when the script has ended. A container's endless loop must be heard while it
 * runs, so every command of the script is redirected to a path that this file system hands on.
 */
export function createOutput(inner: IFileSystem) {
  let current = collect({});
  // Whether a script that starts now speaks to the run's own output. One that a script of several commands starts
  // (`x=$(bash ask.sh)`, `bash ask.sh | grep`) may be read by another of them.
  let outermost = true;
  const take = (path: string, text: string) => (path === STDOUT ? current.stdout(text) : current.stderr(text));
  return {
    fs: catching(inner, take),
    plugin: {
      name: 'shell-output',
      transform({ ast }) {
        if (!outermost) return { ast };
        outermost = isOneCommand(ast);
        return { ast: sendOutputTo(STDOUT, STDERR, ast) };
      },
    } as TransformPlugin,
    begin(sinks: OutputSinks) {
      current = collect(sinks);
      outermost = true;
      return current;
    },
    /** For a command that goes on (`logs -f`), where nothing but the run can be reading its output. */
    stream: () => (outermost ? (text: string) => current.stdout(text) : undefined),
  };
}

function collect({ onStdout, onStderr }: OutputSinks) {
  const seen = { stdout: '', stderr: '' };
  const stdout = (text: string) => {
    seen.stdout += text;
    if (text) onStdout?.(text);
  };
  const stderr = (text: string) => {
    seen.stderr += text;
    if (text) onStderr?.(text);
  };
  return {
    stdout,
    stderr,
    /** What the interpreter itself had to say comes last. */
    end(rest: { stdout: string; stderr: string; exitCode: number }) {
      stdout(rest.stdout);
      stderr(rest.stderr);
      return { ...seen, exitCode: rest.exitCode };
    },
  };
}

type Write = IFileSystem['writeFile'];

function catching(inner: IFileSystem, take: (path: string, text: string) => void): IFileSystem {
  const caught =
    (write: Write): Write =>
    async (path, content, options) => {
      if (path !== STDOUT && path !== STDERR) return write.call(inner, path, content, options);
      take(path, textOf(content, options));
    };
  const own: Partial<IFileSystem> = { writeFile: caught(inner.writeFile), appendFile: caught(inner.appendFile) };
  return new Proxy(inner, {
    get(target, name) {
      const value: unknown = Reflect.get(own, name) ?? Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** `binary` content has one character per byte. */
function textOf(content: string | Uint8Array, options: Parameters<Write>[2]): string {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  if (typeof content !== 'string') return new TextDecoder().decode(content);
  if (encoding !== 'binary' && encoding !== 'latin1') return content;
  return new TextDecoder().decode(Uint8Array.from(content, (char) => char.charCodeAt(0)));
}
