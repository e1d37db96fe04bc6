import { useDoc } from '@docusaurus/plugin-content-docs/client';
import Content from '@theme-original/DocItem/Content';
import type { ComponentProps } from 'react';
import { useModules } from '../../../site-data/use-modules.ts';
import styles from './styles.module.css';

/** Docusaurus' page content, under a line that says which lab this is and how long it takes. */
export default function LabContent(props: ComponentProps<typeof Content>) {
  const { permalink } = useDoc().metadata;
  const module = useModules().find((candidate) => permalink.endsWith(candidate.href));
  return (
    <>
      {module && (
        <p className={styles.eyebrow}>
          Lab {module.id} · {module.minutes} minutes
        </p>
      )}
      <Content {...props} />
    </>
  );
}
