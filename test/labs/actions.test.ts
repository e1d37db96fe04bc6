import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import { collectActions } from '../../scripts/kit/actions/collect-actions.ts';
import { actionsIn, requiredActions } from '../../scripts/kit/doctor/required-actions.ts';

// All labs take ten minutes: `npm run actions`. These two use most services.
const labs = allLabs.filter(({ id }) => ['04', '12'].includes(id));
const home = mkdtempSync(join(tmpdir(), 'workshop-actions-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('setup, labs and clean-up ask for no action that lab:doctor does not know', { timeout: 300_000 }, async () => {
  const used = await collectActions(home, () => undefined, labs);
  const required = requiredActions();
  expect(actionsIn(used.clusters).filter((action) => !required.clusters.includes(action))).toEqual([]);
  expect(actionsIn(used.labs).filter((action) => !required.labs.includes(action))).toEqual([]);
});
