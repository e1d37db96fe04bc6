import type { CommandContext } from '../../command.ts';
import { CliError, USAGE } from '../cli-error.ts';

/** What an argument stands for: itself, or the content of the file that `file://` or `fileb://` names. */
export async function resolveArgument(
  option: string,
  argument: string,
  { fs, cwd }: CommandContext,
): Promise<string | Uint8Array> {
  const [, scheme, path] = /^(fileb?):\/\/(.*)$/s.exec(argument) ?? [];
  if (!scheme || path === undefined) return argument;
  const resolved = fs.resolvePath(cwd, path);
  try {
    return scheme === 'file' ? await fs.readFile(resolved) : await fs.readFileBuffer(resolved);
  } catch {
    const cause = `Unable to load paramfile ${argument}: [Errno 2] No such file or directory: '${path}'`;
    throw new CliError(USAGE, `\nError parsing parameter '${option}': ${cause}`);
  }
}

export function asText(value: string | Uint8Array): string {
  return typeof value === 'string' ? value : new TextDecoder().decode(value);
}
