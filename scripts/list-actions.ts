import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { echo } from 'zx';
import { collectActions } from './kit/actions/collect-actions.ts';
import { learnerPolicy } from './kit/actions/learner-policy.ts';
import { actionsIn, POLICY_FILE, REQUIRED_ACTIONS_FILE, withSeldom } from './kit/doctor/required-actions.ts';

/**
 * `npm run actions`: does everything that a learner does on an account, on a local cloud of its own, and writes down which IAM
 * actions were asked for: for lab:doctor, and as a policy.
 */
const home = mkdtempSync(join(tmpdir(), 'workshop-actions-'));
try {
  const used = withSeldom(await collectActions(home, echo));
  const lists = Object.fromEntries(Object.entries(used).map(([part, found]) => [part, actionsIn(found)]));
  writeFileSync(REQUIRED_ACTIONS_FILE, `${JSON.stringify(lists, undefined, 2)}\n`);
  writeFileSync(POLICY_FILE, `${JSON.stringify(learnerPolicy([...used.labs, ...used.clusters]), undefined, 2)}\n`);
  for (const [part, list] of Object.entries(lists)) echo(`${part}: ${list.length} actions`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
