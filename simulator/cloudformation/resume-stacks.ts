import { allStacks } from './tables.ts';
import type { Work } from './work/work.ts';

/**
 * Goes on with the stacks whose making or removal the local cloud's own end has interrupted. What works on stacks is
 * loaded only if there are any.
 */
export async function resumeStacks(work: Work): Promise<void> {
  if (!allStacks(work.state).some(({ status }) => status.endsWith('_IN_PROGRESS'))) return;
  const { resumeWork } = await import('./work/work.ts');
  resumeWork(work);
}
