import { KubectlError } from './kubectl-error.ts';

export interface Flags {
  /** By long name, without dashes. Repeated flags keep every value. */
  values: Map<string, string[]>;
  /** Everything that is no flag, before `--`. */
  positional: string[];
  /** Everything after `--`. */
  rest: string[];
}

const SHORT: Record<string, string> = {
  n: 'namespace',
  o: 'output',
  f: 'filename',
  l: 'selector',
  c: 'container',
  p: 'patch',
  A: 'all-namespaces',
  w: 'watch',
  i: 'stdin',
  t: 'tty',
  q: 'quiet',
  k: 'kustomize',
};

/** Flags that may stand alone; with `=` they take a value too. */
const ALONE = new Set([
  'all-namespaces',
  'watch',
  'watch-only',
  'ignore-not-found',
  'show-labels',
  'no-headers',
  'overwrite',
  'follow',
  'previous',
  'stdin',
  'tty',
  'all',
  'force',
  'wait',
  'now',
  'server-side',
  'force-conflicts',
  'quiet',
  'rm',
  'command',
  'client',
  'show-managed-fields',
  'timestamps',
  'all-containers',
  'minify',
  'flatten',
  'dry-run',
  'list',
  'prefix',
  'merge',
  'insecure-skip-tls-verify',
  'validate',
]);

const WITH_VALUE = new Set([
  'namespace',
  'output',
  'filename',
  'selector',
  'container',
  'patch',
  'type',
  'context',
  'kubeconfig',
  'raw',
  'from-file',
  'from-literal',
  'for',
  'timeout',
  'replicas',
  'duration',
  'audience',
  'bound-object-kind',
  'bound-object-name',
  'bound-object-uid',
  'tail',
  'since',
  'field-selector',
  'image',
  'port',
  'env',
  'restart',
  'grace-period',
  'cascade',
  'request-timeout',
  'overrides',
  'subresource',
  'token',
  'sort-by',
  'label-columns',
  'field-manager',
  'labels',
  'serviceaccount',
  'api-group',
  'user',
  'cluster',
  'as',
  'as-group',
  'as-uid',
  'limit-bytes',
  'chunk-size',
  'v',
]);

/** Reads kubectl's flags, wherever they stand. Throws kubectl's error for one that it does not know. */
export function readFlags(args: string[], command: string): Flags {
  const flags: Flags = { values: new Map(), positional: [], rest: [] };
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument === '--') {
      flags.rest = args.slice(index + 1);
      break;
    }
    if (!argument.startsWith('-') || argument === '-') flags.positional.push(argument);
    else index += readFlag(flags, argument, args[index + 1], command);
  }
  return flags;
}

/** Answers how many further arguments it took. */
function readFlag(flags: Flags, argument: string, next: string | undefined, command: string): number {
  const [, long, inline] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (!long) return readShort(flags, argument, next, command);
  if (ALONE.has(long)) return add(flags, long, inline ?? 'true');
  if (!WITH_VALUE.has(long))
    throw new KubectlError(`error: unknown flag: --${long}\nSee 'kubectl ${command} --help' for usage.`);
  if (inline !== undefined) return add(flags, long, inline);
  if (next === undefined) throw new KubectlError(`error: flag needs an argument: --${long}`);
  add(flags, long, next);
  return 1;
}

/** `-it`, `-n kube-system`, `-nkube-system`, `-f-`. `-f` alone is `--follow` for logs, `-p` is `--previous`. */
function readShort(flags: Flags, argument: string, next: string | undefined, command: string): number {
  const letters = argument.slice(1);
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? '';
    const name = command === 'logs' && 'fp'.includes(letter) ? (letter === 'f' ? 'follow' : 'previous') : SHORT[letter];
    if (!name)
      throw new KubectlError(
        `error: unknown shorthand flag: '${letter}' in ${argument}\nSee 'kubectl ${command} --help' for usage.`,
      );
    if (ALONE.has(name)) {
      add(flags, name, 'true');
      continue;
    }
    const attached = letters.slice(at + 1).replace(/^=/, '');
    if (attached) return add(flags, name, attached);
    if (next === undefined) throw new KubectlError(`error: flag needs an argument: '${letter}' in ${argument}`);
    add(flags, name, next);
    return 1;
  }
  return 0;
}

function add({ values }: Flags, name: string, value: string): number {
  values.set(name, [...(values.get(name) ?? []), value]);
  return 0;
}

export const flag = ({ values }: Flags, name: string): string | undefined => values.get(name)?.at(-1);
export const isSet = (flags: Flags, name: string): boolean => !['false', undefined].includes(flag(flags, name));
