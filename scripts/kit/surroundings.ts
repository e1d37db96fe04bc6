import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultSurroundings } from '../../labs/kit/faults.ts';
import type { RunScript } from '../../labs/kit/run-fence.ts';
import { why } from '../../labs/why/why.ts';
import { projectFolder } from './lab-home.ts';
import { readPage } from './read-page.ts';
import type { Session } from './target/target.ts';

/** This machine's side of breaking and mending labs: their files, real time, and `lab:why`. */
export function surroundings({ world, patience }: Session, run: RunScript): FaultSurroundings {
  return {
    world,
    run,
    patience,
    page: readPage,
    script: (lab, { id }) => readFileSync(join(projectFolder, 'labs', lab.page, 'faults', `${id}.sh`), 'utf8'),
    async brokenLink({ cluster, namespace, pod, question }) {
      const options = { question: question?.(world.names), now: Date.now() };
      const answer = await why(world, { cluster: world.names[cluster], namespace, pod }, options);
      return answer.broken;
    },
  };
}
