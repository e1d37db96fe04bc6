import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { glossary } from '../site-data/glossary.ts';
import styles from './glossary.module.css';

/** A word of the glossary in a text: its meaning on hover, a link to it on click. Errors: an unknown id stops the build. */
export function Term({ id, children }: { id: string; children: ReactNode }) {
  const entry = glossary.find((candidate) => candidate.id === id);
  if (!entry) throw new Error(`<Term id="${id}">: the glossary has no such term.`);
  return (
    <Link to={`/labs/glossary#${id}`} title={entry.meaning} className={styles.term}>
      {children}
    </Link>
  );
}
