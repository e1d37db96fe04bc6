import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../lab-home.ts';
import { type Finding, unknown } from './finding.ts';

interface Prices {
  /** The day on which the table was made. */
  dated: string;
  region: string;
  items: { what: string; count: number; usdPerHour: number; source: string; unconfirmed?: boolean }[];
}

/** What two clusters of one's own cost while they exist, from the dated table; for information, so never good or bad. */
export function lookAtCost(): Finding[] {
  const path = join(projectFolder, 'scripts', 'kit', 'doctor', 'prices.json');
  const { dated, region, items } = JSON.parse(readFileSync(path, 'utf8')) as Prices;
  const total = items.reduce((sum, { count, usdPerHour }) => sum + count * usdPerHour, 0);
  const lines = items.map(
    ({ what, count, usdPerHour, source, unconfirmed }) =>
      `    ${count} × ${what}: ${usdPerHour} USD an hour${unconfirmed ? ' (look it up)' : ''}, ${source}`,
  );
  return [
    unknown(
      `Clusters of your own cost about ${total.toFixed(2)} USD an hour (${region}, ${dated}):\n${lines.join('\n')}`,
    ),
  ];
}
