import { basename } from 'node:path';

interface Usage {
  /** What follows `npm run lab:<name>`, if anything. */
  words?: string;
  what: string;
  /** When the exit code is 0. */
  succeeds: string;
  /** When it is 1; without it, it never is. */
  fails?: string;
  /** True if it works on an AWS account too. */
  target?: true;
}

const USAGES: Record<string, Usage> = {
  start: { what: 'Starts the local cloud in the background.', succeeds: 'it runs' },
  stop: { what: 'Ends the local cloud and its pods; your work is kept.', succeeds: 'it has ended, or did not run' },
  status: {
    what: 'Where the local cloud is, how far you are, and what comes next.',
    succeeds: 'the local cloud runs',
    fails: 'it does not',
  },
  env: { what: 'Export lines: eval "$(npm run -s lab:env)"', succeeds: 'the local cloud runs', target: true },
  shell: { what: 'A shell with aws and kubectl in it.', succeeds: 'the last command succeeded', target: true },
  verify: {
    words: '[<lab>[/<step>] ...] [--watch | --json]',
    what: 'Checks labs, steps, or everything; --watch looks again until all holds.',
    succeeds: 'every check holds',
    fails: 'one does not, or you ended the watch',
    target: true,
  },
  hint: { words: '<lab>/<step>', what: 'The next of three hints for a step.', succeeds: 'always', target: true },
  doctor: {
    words: '[--json]',
    what: 'What the labs need of this machine, and with --target aws of your account; makes nothing.',
    succeeds: 'nothing is in the way',
    fails: 'something is',
    target: true,
  },
  why: {
    words: '<cluster>/<namespace>/<pod> [--action <action> --resource <arn>] [--json]',
    what: "Follows a pod's credentials link by link.",
    succeeds: 'no link is broken',
    fails: 'one is',
    target: true,
  },
  solve: {
    words: '<lab>[/<step>] [--shell system]',
    what: "Runs the page's commands, of a lab or of one step; what holds already is left alone.",
    succeeds: 'all went as the page says',
    fails: 'a command did not',
    target: true,
  },
  break: {
    words: '<lab> [<fault>] [--seed <number>] [--quiet] | --list',
    what: 'Breaks a lab that is solved: by a fault that you name, or that the seed or chance chooses; lab 19: any lab.',
    succeeds: 'it is broken',
    target: true,
  },
  setup: {
    words: '[--yes]',
    what: 'With --target aws: two clusters for the labs in your account, or a look at two of your own; asks first.',
    succeeds: 'the clusters are ready',
    fails: 'they are not, or you said no',
    target: true,
  },
  clean: {
    words: '[<lab>] [--run <id>]',
    what: 'Removes what a lab made; on AWS, without a lab, all that lab:setup and the labs made, with a receipt.',
    succeeds: 'nothing is left',
    fails: 'something is',
    target: true,
  },
  reset: {
    words: '[<lab>] [--yes]',
    what: 'One lab, or everything, as on the first day; asks first.',
    succeeds: 'it is',
    fails: 'something is left, or you said no',
    target: true,
  },
  delays: { words: '[aws | none]', what: 'Whether changes take seconds to arrive, as on AWS.', succeeds: 'always' },
  tour: {
    words: '[<lab> ...] [--lanes <number>] [--shell system] [--output] [--json]',
    what: 'Every lab on a fresh local cloud, several at once: fails before, passes after, faults found and mended, cleaned.',
    succeeds: 'all labs are sound',
    fails: 'one is not',
    target: true,
  },
  new: {
    words: '<number> "<title>"',
    what: 'For authors: the folder and the page of a new lab, and its place in the list.',
    succeeds: 'they are made',
  },
  check: {
    words: '<lab>',
    what: 'For authors: the tests of one lab, as npm test runs them.',
    succeeds: 'all pass',
    fails: 'one does not',
  },
};

const TARGET = '[--target aws [--cluster-a <name>] [--cluster-b <name>]]';

export const isHelp = (word: string) => word === '--help' || word === '-h';

/** How to call the command whose script this is; undefined for scripts that are no `lab:` command. */
export function usageOf(script: string): string | undefined {
  const name = /^lab-(\w+)\./.exec(basename(script))?.[1] ?? '';
  const usage = USAGES[name];
  if (!usage) return undefined;
  const { words, what, succeeds, fails, target } = usage;
  const codes = [
    `0: ${succeeds}.`,
    ...(fails ? [`1: ${fails}.`] : []),
    '2: wrong input, or trouble with this machine.',
  ];
  const options = [words, target && TARGET].filter(Boolean).join(' ');
  return `npm run lab:${name}${options ? ` -- ${options}` : ''}\n\n${what}\n\nExit code ${codes.join(' ')}`;
}
