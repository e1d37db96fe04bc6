import type { Lab, Step } from '../../labs/kit/lab.ts';
import type { LearnerProgress } from './learner-progress.ts';
import { renderTable } from './report.ts';

/** How far the learner has come, and where to go on. */
export function renderProgress(labs: Lab[], { solved }: LearnerProgress): string {
  const isSolved = (lab: Lab, step: Step) => solved[`${lab.id}/${step.id}`] !== undefined;
  const count = (lab: Lab) => lab.steps.filter((step) => isSolved(lab, step)).length;
  const rows = labs.map((lab) => ['', lab.id, lab.title, `${count(lab)} of ${lab.steps.length}`]);
  const lab = labs.find((one) => count(one) < one.steps.length);
  const step = lab?.steps.find((one) => !isSolved(lab, one));
  return `Steps solved, when last looked at:\n${renderTable(rows)}\n${lab && step ? renderNext(lab, step) : DONE}`;
}

const DONE = 'All labs are solved. npm run lab:break -- --list shows what else can be learned from them.';

function renderNext(lab: Lab, step: Step): string {
  return `Next: ${lab.id}/${step.id} ${step.title}\n  docs/${lab.page}.mdx, then npm run lab:verify -- ${lab.id}`;
}
