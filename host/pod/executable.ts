import { StartError } from '../../simulator/kubernetes/container-runtime.ts';
import { openShell, quoteWords, type ShellSurroundings } from './shell-session.ts';

/** The words as the workshop shell takes them: its programs have no directory. */
export function shellWords([program = '', ...rest]: string[]): string[] {
  return [program.replace(/^(\/usr)?(\/local)?\/s?bin\//, ''), ...rest];
}

/** Errors: StartError with runc's words if the program is not in the container. */
export async function requireExecutable(around: ShellSurroundings, words: string[]): Promise<void> {
  const [given = ''] = words;
  const [program = ''] = shellWords(words);
  if (program.includes('/')) {
    if (await around.files.exists(program)) return;
    throw new StartError(`exec: "${given}": stat ${given}: no such file or directory: unknown`);
  }
  const { exitCode } = await openShell(around).run(`command -v ${quoteWords([program])}`);
  if (exitCode === 0) return;
  throw new StartError(`exec: "${given}": executable file not found in $PATH: unknown`);
}

/** The error as containerd hands it on, after what it was doing. Errors of other kinds stay as they are. */
export function afterDoing(action: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof StartError ? new StartError(`${action}: ${error.message}`) : error;
  };
}

/** containerd's and runc's words, before the reason, for a container's first process and for any other. */
export const STARTING =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
  'unable to start container process: error during container init';
export const executing = (id: string) =>
  `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: ` +
  'unable to start container process';
