import { allLabs } from '../../labs/all-labs.ts';
import type { Lab, Step } from '../../labs/kit/lab.ts';
import { WrongInput } from './command.ts';

export interface Selection {
  lab: Lab;
  steps: Step[];
  /** True if one step was named. */
  single: boolean;
}

/**
 * What `04`, `04/associate` or nothing (all labs) stands for.
 *
 * Errors: WrongInput for a lab or step that does not exist, naming those that do.
 */
export function select(words: string[]): Selection[] {
  if (words.length === 0) return allLabs.map((lab) => ({ lab, steps: lab.steps, single: false }));
  return words.map(selectOne);
}

/** As `select`, where exactly one lab or step must be named. */
export function selectExactlyOne(words: string[], example: string): Selection {
  const [word] = words;
  if (word === undefined || words.length > 1) {
    throw new WrongInput(`Name one lab, such as \`${example}\`. The labs are ${labIds()}.`);
  }
  return selectOne(word);
}

function selectOne(word: string): Selection {
  const [id = '', stepId, ...rest] = word.split('/');
  const lab = allLabs.find((one) => one.id === id.padStart(2, '0') || one.page === id);
  if (!lab) throw new WrongInput(`There is no lab ${id}. The labs are ${labIds()}.`);
  if (stepId === undefined || stepId === '') return { lab, steps: lab.steps, single: false };
  const step = lab.steps.find((one) => one.id === stepId);
  if (!step || rest.length > 0) {
    const ids = lab.steps.map((one) => one.id).join(', ');
    throw new WrongInput(`Lab ${lab.id} has no step ${[stepId, ...rest].join('/')}. Its steps are ${ids}.`);
  }
  return { lab, steps: [step], single: true };
}

const labIds = () => allLabs.map((lab) => lab.id).join(', ');
