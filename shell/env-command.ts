import { type CustomCommand, defineCommand, latin1FromBytes, type ResolvedCommandContext } from 'just-bash';
import { quote } from './quote.ts';

/** just-bash counts these variables of its own among the exported ones; a process would not see them. */
const OWN = ['IFS', 'OSTYPE', 'MACHTYPE', 'HOSTTYPE', 'OPTIND', 'SHELLOPTS', 'BASHOPTS', 'OLDPWD', '?'];

type Variables = Record<string, string>;

/** `printenv [NAME…]`: what a program started here would find. just-bash's own also prints what is not exported. */
export const printenv: CustomCommand = defineCommand('printenv', async (names, context) => {
  const variables = exportedBy(context);
  if (names.length === 0) return print(lines(variables));
  const found = names.filter((name) => Object.hasOwn(variables, name));
  return print(found.map((name) => `${variables[name]}\n`).join(''), found.length === names.length ? 0 : 1);
});

/** `env [-i] [-u NAME]… [NAME=VALUE]… [command]`, with exported variables only; for other options just-bash's own. */
export const env: CustomCommand = defineCommand('env', async (args, context) => {
  const { variables, rest } = readArguments(args, exportedBy(context));
  const [command, ...words] = rest;
  if (command === undefined) return print(lines(variables));
  const { exec, origCommand, cwd, stdin, signal } = context;
  if (command.startsWith('-') && origCommand) return origCommand(args);
  if (!exec) return { stdout: '', stderr: `env: '${command}': cannot be started here\n`, exitCode: 126 };
  const removed = Object.keys(exportedBy(context)).filter((name) => variables[name] === undefined);
  const script = [
    ...removed.map((name) => `unset ${name}`),
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`),
    [command, ...words].map(quote).join(' '),
  ];
  const input = { stdin: latin1FromBytes(stdin), stdinKind: 'bytes' as const };
  // In a subshell, because what a script exports or unsets would stay so in the shell that called.
  return exec(`(${script.join('\n')})`, { cwd, signal, ...input });
});

function readArguments(args: string[], exported: Variables): { variables: Variables; rest: string[] } {
  let variables = { ...exported };
  const rest = [...args];
  for (let word = rest[0]; word !== undefined; word = rest[0]) {
    if (word === '-i' || word === '-') variables = {};
    else if (word === '-u') delete variables[rest.splice(1, 1)[0] ?? ''];
    else if (/^[A-Za-z_]\w*=/.test(word))
      variables[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
    else return { variables, rest: word === '--' ? rest.slice(1) : rest };
    rest.shift();
  }
  return { variables, rest };
}

function exportedBy({ exportedEnv, env }: ResolvedCommandContext): Variables {
  const exported = Object.entries(exportedEnv ?? Object.fromEntries(env));
  return Object.fromEntries(exported.filter(([name]) => !OWN.includes(name)));
}

function lines(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function print(stdout: string, exitCode = 0) {
  return { stdout, stderr: '', exitCode };
}
