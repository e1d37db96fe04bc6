import CodeBlock from '@theme-original/CodeBlock';
import type { ComponentProps } from 'react';
import styles from './styles.module.css';

/** What a fence's meta says: ```bash step=create-role expect="AccessDenied" */
function attribute(meta: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|(\\S+))`).exec(meta);
  return match?.[1] ?? match?.[2];
}

/** Docusaurus' code block, with a mark on every command that is meant to fail. */
export default function WorkshopCodeBlock(props: ComponentProps<typeof CodeBlock>) {
  const expected = attribute(props.metastring ?? '', 'expect');
  if (!expected) return <CodeBlock {...props} />;
  return (
    <div className={styles.fails}>
      <p className={styles.label}>
        <strong>Meant to fail</strong> with <code>{expected}</code>
      </p>
      <CodeBlock {...props} />
    </div>
  );
}
