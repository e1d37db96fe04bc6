import type { Lab } from '../../labs/kit/lab.ts';
import type { FenceResult } from '../../labs/kit/run-fence.ts';
import type { Verdict } from '../../labs/kit/verify.ts';
import { labHome } from './lab-home.ts';
import type { RunningCloud } from './local-cloud.ts';
import { bold, dim, green, red, yellow } from './terminal.ts';

/** One lab's verdicts for people: a line for each check, and the remedy below each that fails. */
export function renderVerdicts(lab: Lab, verdicts: Verdict[]): string {
  const lines = [bold(`${lab.id} ${lab.title}`)];
  for (const step of lab.steps) {
    const own = verdicts.filter((verdict) => verdict.step === step.id);
    if (own.length === 0) continue;
    lines.push(`  ${step.title} ${dim(`(${lab.id}/${step.id})`)}`, ...own.flatMap(renderVerdict));
    if (own[0]?.leftOut) lines.push(`        left out on a real account: ${own[0].leftOut}`);
  }
  return lines.join('\n');
}

function renderVerdict({ ok, check, seen, expected, next, leftOut }: Verdict): string[] {
  if (leftOut) return [`    ${dim('–')} ${check}`];
  if (ok) return [`    ${green('✓')} ${check}`];
  return [
    `    ${red('✗')} ${check}`,
    `        seen:     ${seen}`,
    `        expected: ${expected}`,
    `        next:     ${next}`,
  ];
}

/** The last line of a verification. */
export function renderCount(verdicts: Verdict[]): string {
  const made = verdicts.filter((verdict) => !verdict.leftOut);
  const held = made.filter((verdict) => verdict.ok).length;
  const others = made.length === verdicts.length ? '' : ` Left out: ${verdicts.length - made.length}.`;
  if (held === made.length) return green(`All ${held} checks hold.${others}`);
  return red(`${held} of ${made.length} checks hold.${others}`);
}

/** A fence that ran: its commands as typed, then what it printed. */
export function renderFence({ fence, stdout, stderr, ok, problem }: FenceResult): string {
  const commands = fence.commands.split('\n').map((line, index) => dim(`${index === 0 ? '$' : ' '} ${line}`));
  const output = [stdout, stderr].map((text) => text.trimEnd()).filter((text) => text !== '');
  const verdict = ok
    ? fence.expect === undefined
      ? []
      : [yellow(`(failed, as it was meant to, with ${fence.expect})`)]
    : [red(`✗ ${problem}`)];
  return [...commands, ...output, ...verdict, ''].join('\n');
}

/** Columns as wide as they need to be; every column but the first to the right where it is a number. */
export function renderTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const cell = (text: string, column: number) =>
    /^[\d.]+$/.test(text) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

/** Where the local cloud is. */
export function renderCloud(cloud: RunningCloud): string {
  const rows = [
    ['  AWS endpoint', cloud.url],
    ...cloud.clusters.map((cluster) => [`  ${cluster.name}`, cluster.url]),
    ['  state', labHome()],
    ['  process', `${cloud.pid}`],
  ];
  return rows.map(([name = '', value = '']) => `${name.padEnd(16)}${value}`).join('\n');
}
