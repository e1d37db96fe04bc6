import { usageError } from './cli-error.ts';

export interface GlobalOptions {
  query?: string;
  output?: string;
  region?: string;
  profile?: string;
  endpointUrl?: string;
  noPaginate: boolean;
  noSignRequest: boolean;
}

const WITH_VALUE: Record<string, 'query' | 'output' | 'region' | 'profile' | 'endpointUrl' | 'ignored'> = {
  '--query': 'query',
  '--output': 'output',
  '--region': 'region',
  '--profile': 'profile',
  '--endpoint-url': 'endpointUrl',
  '--color': 'ignored',
  '--ca-bundle': 'ignored',
  '--cli-read-timeout': 'ignored',
  '--cli-connect-timeout': 'ignored',
  '--cli-binary-format': 'ignored',
};

/** These change nothing here: no pager, no TLS of our own, no prompts. */
const IGNORED_FLAGS = new Set([
  '--no-cli-pager',
  '--no-verify-ssl',
  '--no-cli-auto-prompt',
  '--debug',
  '--cli-auto-prompt',
]);

/** Takes the options that every command knows out of the arguments, wherever they stand. */
export function globalOptions(args: string[]): { options: GlobalOptions; rest: string[] } {
  const options: GlobalOptions = { noPaginate: false, noSignRequest: false };
  const rest: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const [name = '', inline] = splitOption(args[index] ?? '');
    const key = Object.hasOwn(WITH_VALUE, name) ? WITH_VALUE[name] : undefined;
    if (key) {
      if (inline === undefined) index += 1;
      const value = inline ?? args[index];
      if (value === undefined) throw usageError(`argument ${name}: expected one argument`);
      if (key !== 'ignored') options[key] = value;
    } else if (name === '--no-paginate') options.noPaginate = true;
    else if (name === '--no-sign-request') options.noSignRequest = true;
    else if (!IGNORED_FLAGS.has(name)) rest.push(args[index] ?? '');
  }
  return { options, rest };
}

function splitOption(argument: string): [string, string?] {
  const equals = argument.startsWith('--') ? argument.indexOf('=') : -1;
  return equals < 0 ? [argument] : [argument.slice(0, equals), argument.slice(equals + 1)];
}
