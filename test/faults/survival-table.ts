import { renderTable } from '../../scripts/kit/report.ts';
import type { Survival } from './survive.ts';

const HEAD = ['work', 'fault', 'injected', 'unnoticed', 'passed when run again', 'failed', 'resources left'];

/** One row for each work and fault, and a sum. */
export function survivalTable(survivals: Survival[]): string {
  const kind = ({ work, fault }: Survival) => `${work} ${fault}`;
  const firsts = survivals.filter((one, index) => survivals.findIndex((other) => kind(other) === kind(one)) === index);
  const rows = firsts.map((first) => {
    const alike = survivals.filter((one) => kind(one) === kind(first));
    return row(first.work, first.fault, alike);
  });
  return renderTable([HEAD, ...rows, row('all', '', survivals)]);
}

function row(work: string, fault: string, survivals: Survival[]): string[] {
  const count = (is: (one: Survival) => boolean) => survivals.filter(is).length;
  const numbers = [
    survivals.length,
    count(({ isUnnoticed }) => isUnnoticed),
    count(({ isUnnoticed, problems }) => !isUnnoticed && problems.length === 0),
    count(({ problems }) => problems.length > 0),
    survivals.reduce((sum, { left }) => sum + left.length, 0),
  ];
  return [work, fault, ...numbers.map(String)];
}

/** What a test shows of what did not survive. */
export const failures = (survivals: Survival[]) =>
  survivals
    .filter(({ problems, left }) => problems.length + left.length > 0)
    .map(
      ({ work, fault, call, problems, left }) => `${work}: ${fault} at ${call}: ${[...problems, ...left].join('; ')}`,
    );
