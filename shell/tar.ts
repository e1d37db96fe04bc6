import { type CustomCommand, defineCommand } from 'just-bash';

/** Options that take the next word. */
const WITH_VALUE = 'fCTX';

/**
 * just-bash's `tar`, but that an archive's members have no leading slash, as with every other tar: `kubectl cp` looks for
 * them by such names. Relative paths beside absolute ones are left to just-bash.
 */
export const tar: CustomCommand = defineCommand('tar', async (args, { origCommand }) => {
  if (!origCommand) return { stdout: '', stderr: 'tar: cannot be started here\n', exitCode: 126 };
  const { creates, paths } = readArguments(args);
  const isAbsolute = paths.length > 0 && paths.every((index) => args[index]?.startsWith('/'));
  if (!creates || !isAbsolute) return origCommand(args);
  const words = args.map((word, index) => (paths.includes(index) ? word.replace(/^\/+/, '') || '.' : word));
  words.splice(paths[0] ?? 0, 0, '-C', '/');
  const { stderr, ...result } = await origCommand(words);
  return { ...result, stderr: `tar: Removing leading \`/' from member names\n${stderr}` };
});

/** Whether an archive is made, and at which places its paths are. The first word may be letters without a dash. */
function readArguments(args: string[]): { creates: boolean; paths: number[] } {
  let creates = false;
  let values = 0;
  const paths: number[] = [];
  for (const [index, word] of args.entries()) {
    if (values > 0) values--;
    else if (index > 0 && !word.startsWith('-')) paths.push(index);
    else if (word.startsWith('--')) creates ||= word === '--create';
    else {
      creates ||= word.includes('c');
      values = [...word].filter((letter) => WITH_VALUE.includes(letter)).length;
    }
  }
  return { creates, paths };
}
