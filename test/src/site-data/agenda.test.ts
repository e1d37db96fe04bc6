import { expect, it } from 'vitest';
import { allLabs } from '../../../labs/all-labs.ts';
import { agendas, classMinutes } from '../../../src/site-data/agenda.ts';

const minutesOf = (id: string) => {
  const found = allLabs.find((lab) => lab.id === id);
  if (!found) throw new Error(`The agenda names lab ${id}, which there is not.`);
  return classMinutes(found.minutes);
};

it.each([
  ['half-day', 4],
  ['day', 8],
  ['second-day', 8],
] as const)('the agenda for a %s ends within %i hours', (plan, hours) => {
  const minutes = agendas[plan].map((part) => ('lab' in part ? minutesOf(part.lab) : part.minutes));
  expect(minutes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(hours * 60);
});

it('two days hold every lab once', () => {
  const both = [...agendas.day, ...agendas['second-day']].flatMap((part) => ('lab' in part ? [part.lab] : []));
  expect(both.sort()).toEqual(allLabs.map(({ id }) => id).sort());
});
