import { randomInt } from 'node:crypto';
import type { Fault, Lab } from '../../labs/kit/lab.ts';
import { WrongInput } from './command.ts';

/** The number after `--seed`, or one that nobody knows. Errors: WrongInput for anything but a whole number. */
export function readSeed(text: string | undefined): number {
  if (text === undefined) return randomInt(2 ** 31);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new WrongInput(`A seed is a whole number of at most nine digits, such as --seed 7, and not ${text}.`);
}

/**
 * The fault that is named, or the one that the seed stands for, the same on every machine.
 *
 * Errors: WrongInput for a fault that the lab does not have.
 */
export function chooseFault(lab: Lab, words: string[], seed: number): Fault {
  const ids = lab.faults.map(({ id }) => id).join(', ');
  if (ids === '') throw new WrongInput(`Lab ${lab.id} has no faults. See npm run lab:break -- --list.`);
  const [word] = words;
  const found = word === undefined ? lab.faults[seed % lab.faults.length] : lab.faults.find(({ id }) => id === word);
  if (found && words.length <= 1) return found;
  throw new WrongInput(`Lab ${lab.id} has no fault ${words.join(' ')}. Its faults are ${ids}.`);
}
