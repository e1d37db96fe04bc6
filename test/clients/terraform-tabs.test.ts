import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allLabs } from '../../labs/all-labs.ts';
import type { Lab, Step } from '../../labs/kit/lab.ts';
import { type RunScript, runFence } from '../../labs/kit/run-fence.ts';
import { clean, fencesOf } from '../../labs/kit/solve.ts';
import { verify } from '../../labs/kit/verify.ts';
import { labHome, projectFolder } from '../../scripts/kit/lab-home.ts';
import { readPage } from '../../scripts/kit/read-page.ts';
import { moveToScratchHome } from '../../scripts/kit/scratch-home.ts';
import { workshopShell } from '../../scripts/kit/shells.ts';
import { localTarget } from '../../scripts/kit/target/local-target.ts';
import type { Session } from '../../scripts/kit/target/target.ts';
import { describeWith } from './run-tool.ts';
import { missingMirror, terraformIn } from './terraform-mirror.ts';
import { type TerraformTab, terraformTabs, whyUntested } from './terraform-tabs.ts';

// What pages leave out: endpoint and credentials are those of lab:env.
const PROVIDER = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  skip_metadata_api_check = true
}
`;

const withTabs = allLabs
  .map((lab) => ({ lab, tabs: terraformTabs(readPage(lab)) }))
  .filter(({ tabs }) => tabs.length > 0);

describe('Terraform tabs', () => {
  it('are found on the pages', () => {
    expect(withTabs.map(({ lab }) => lab.id)).toEqual(expect.arrayContaining(['03', '04', '09']));
  });
});

// Each lab is solved with Terraform where the page has a tab for it, and with the page's commands where it has none.
describeWith(['terraform'], 'the pages’ Terraform tabs', missingMirror, () => {
  let leave: () => Promise<void>;
  let session: Session;
  let run: RunScript;
  let folder: string;
  let terraform: ReturnType<typeof terraformIn>;

  beforeAll(async () => {
    leave = moveToScratchHome();
    session = await localTarget().open();
    run = await workshopShell(session);
    folder = join(labHome(), 'terraform');
    mkdirSync(folder);
    // The snippets name files as a learner does, who stands in the workshop's folder.
    symlinkSync(join(projectFolder, 'labs'), join(folder, 'labs'));
    writeFileSync(join(folder, 'provider.tf'), PROVIDER);
    terraform = terraformIn(folder, { ...process.env, ...session.environment });
    await terraform('init', '-input=false');
  });
  afterEach(() => rmSync(join(folder, 'tabs.tf'), { force: true }));
  afterAll(() => leave());

  async function apply(snippets: string[], text: string) {
    snippets.push(text);
    writeFileSync(join(folder, 'tabs.tf'), snippets.join('\n'));
    expect(await terraform('apply', '-auto-approve', '-input=false')).toContain('Apply complete!');
    // At once: later commands of a page may change what Terraform made.
    expect(await terraform('plan', '-detailed-exitcode', '-input=false')).toContain('No changes.');
  }

  async function solve(lab: Lab, step: Step, tabs: TerraformTab[], applied: string[]) {
    const seen = new Set<TerraformTab>();
    for (const fence of fencesOf(readPage(lab), step)) {
      const tab = tabs.find(({ first, last }) => first < fence.line && fence.line < last);
      if (!tab) expect(await runFence(fence, run)).toMatchObject({ ok: true });
      if (!tab || seen.has(tab)) continue;
      seen.add(tab);
      for (const { text } of tab.snippets.filter(({ after }) => !after)) await apply(applied, text);
    }
    const later = tabs.flatMap(({ snippets }) => snippets).filter(({ after }) => after === step.id);
    for (const { text } of later) await apply(applied, text);
    const verdicts = await verify(lab, [step], session.world, session.patience);
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
  }

  for (const { lab, tabs } of withTabs) {
    const reason = tabs.map(whyUntested).find((found) => found !== undefined);
    it.skipIf(reason)(`lab ${lab.id}${reason ? ` (skipped: ${reason})` : ''}`, async () => {
      const applied: string[] = [];
      for (const step of lab.steps) await solve(lab, step, tabs, applied);
      expect(await terraform('destroy', '-auto-approve', '-input=false')).toContain('Destroy complete!');
      expect((await clean(readPage(lab), lab, session.world, run)).leftovers).toEqual([]);
    });
  }
});
