import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import styles from './source.module.css';

interface SourceProps {
  url: string;
  /** Month or day on which somebody read it there: `2026-11`. */
  checked: string;
  children: ReactNode;
}

/** Where a statement comes from, and when that was last read. Errors: a date of another form stops the build. */
export function Source({ url, checked, children }: SourceProps) {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(checked)) throw new Error(`<Source url="${url}">: checked must be like 2026-11.`);
  return (
    <span className={styles.source}>
      <Link to={url}>{children}</Link>, checked <time dateTime={checked}>{checked}</time>
    </span>
  );
}
