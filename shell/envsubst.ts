import type { CommandMain } from './command.ts';

/** `envsubst`: `$NAME` and `${NAME}` in stdin become the exported value, or nothing; an argument limits which names. */
export const envsubst: CommandMain = async (args, { env, stdin }) => {
  const only = args[0] === undefined ? undefined : new Set(args[0].match(/[A-Za-z_]\w*/g) ?? []);
  const stdout = stdin.text().replace(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (text, braced, plain) => {
    const name: string = braced ?? plain;
    return only && !only.has(name) ? text : (env[name] ?? '');
  });
  return { stdout, stderr: '', exitCode: 0 };
};
