import { CliError, USAGE, usageError } from './cli-error.ts';

export interface Flags {
  /** Option → value; the empty string for those that take none. */
  options: Map<string, string>;
  positional: string[];
}

/** Reads the options of a hand-written command: those in `valued` take one value, those in `plain` none. */
export function readFlags(args: string[], valued: string[], plain: string[] = []): Flags {
  const options = new Map<string, string>();
  const positional: string[] = [];
  const unknown: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    const [, name = argument, inline] = /^(--[^=]+)=(.*)$/s.exec(argument) ?? [];
    if (valued.includes(name)) {
      if (inline === undefined) index += 1;
      const value = inline ?? args[index];
      if (value === undefined) throw usageError(`argument ${name}: expected one argument`);
      options.set(name, value);
    } else if (plain.includes(name)) options.set(name, '');
    else (argument.startsWith('--') ? unknown : positional).push(argument);
  }
  if (unknown.length) throw new CliError(USAGE, `\nUnknown options: ${unknown.join(',')}`);
  return { options, positional };
}

export function requireOption({ options }: Flags, name: string): string {
  const value = options.get(name);
  if (value === undefined) throw usageError(`the following arguments are required: ${name}`);
  return value;
}
