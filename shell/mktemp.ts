import type { CommandMain } from './command.ts';

/** `mktemp [-d]`: an empty file, or directory, under /tmp with a name that nobody else has. */
export const mktemp: CommandMain = async (args, { fs }) => {
  const path = `/tmp/tmp.${crypto.randomUUID().replaceAll('-', '').slice(0, 10)}`;
  await fs.mkdir('/tmp', { recursive: true });
  await (args.includes('-d') ? fs.mkdir(path) : fs.writeFile(path, ''));
  return { stdout: `${path}\n`, stderr: '', exitCode: 0 };
};
