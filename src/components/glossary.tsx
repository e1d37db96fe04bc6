import useBrokenLinks from '@docusaurus/useBrokenLinks';
import { type GlossaryEntry, glossary } from '../site-data/glossary.ts';
import styles from './glossary.module.css';
import { InlineText } from './inline-text.tsx';

/** All terms, by the alphabet. */
export function Glossary() {
  const entries = glossary.toSorted((a, b) => a.term.localeCompare(b.term, 'en'));
  return (
    <dl className={styles.list}>
      {entries.map((entry) => (
        <Entry key={entry.id} {...entry} />
      ))}
    </dl>
  );
}

function Entry({ id, term, meaning }: GlossaryEntry) {
  useBrokenLinks().collectAnchor(id);
  return (
    <div id={id} className={styles.entry}>
      <dt>{term}</dt>
      <dd>
        <InlineText>{meaning}</InlineText>
      </dd>
    </div>
  );
}
