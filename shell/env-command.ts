import { type CustomCommand, defineCommand } from 'just-bash';

/** just-bash counts these variables of its own among the exported ones; a process would not see them. */
const OWN = ['IFS', 'OSTYPE', 'MACHTYPE', 'HOSTTYPE', 'OPTIND', 'SHELLOPTS', 'BASHOPTS', 'OLDPWD', '?'];

/** `env` and `printenv` without arguments: what a program started here would find. With arguments just-bash's own. */
export function envCommand(name: 'env' | 'printenv'): CustomCommand {
  return defineCommand(name, async (args, { exportedEnv, env, origCommand }) => {
    if (args.length && origCommand) return origCommand(args);
    const exported = Object.entries(exportedEnv ?? Object.fromEntries(env));
    const lines = exported.filter(([key]) => !OWN.includes(key)).map(([key, value]) => `${key}=${value}\n`);
    return { stdout: lines.join(''), stderr: '', exitCode: 0 };
  });
}
