import type { CommandMain } from './command.ts';

/** `hostname`: the name of the pod, in a container; just-bash's own knows only `localhost`. */
export const hostname: CommandMain = async (_args, { env }) => ({
  stdout: `${env.HOSTNAME || 'localhost'}\n`,
  stderr: '',
  exitCode: 0,
});
