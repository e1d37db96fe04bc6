import Link from '@docusaurus/Link';
import { agendas, classMinutes } from '../site-data/agenda.ts';
import type { Module } from '../site-data/modules-plugin.ts';
import { useModules } from '../site-data/use-modules.ts';
import styles from './agenda.module.css';

interface Row {
  title: string;
  href?: string;
  startMinutes: number;
  minutes: number;
}

/** A timetable made of the minutes on the lab pages, with the longer time that a class needs. */
export function Agenda({ plan }: { plan: keyof typeof agendas }) {
  const rows = timetable(plan, useModules());
  const end = rows.at(-1);
  return (
    <table className={styles.agenda}>
      <thead>
        <tr>
          <th scope="col">from start</th>
          <th scope="col">part</th>
          <th scope="col">minutes</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.startMinutes}>
            <td>{clock(row.startMinutes)}</td>
            <td>{row.href ? <Link to={row.href}>{row.title}</Link> : row.title}</td>
            <td>{row.minutes}</td>
          </tr>
        ))}
        <tr>
          <td>{clock(end ? end.startMinutes + end.minutes : 0)}</td>
          <td>End</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

function timetable(plan: keyof typeof agendas, modules: Module[]): Row[] {
  let startMinutes = 0;
  return agendas[plan].flatMap((part) => {
    const row = 'lab' in part ? labRow(modules.find(({ id }) => id === part.lab)) : part;
    if (!row) return [];
    startMinutes += row.minutes;
    return [{ ...row, startMinutes: startMinutes - row.minutes }];
  });
}

function labRow(module: Module | undefined) {
  if (!module) return undefined;
  return { title: `Lab ${module.id}: ${module.title}`, href: module.href, minutes: classMinutes(module.minutes) };
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
