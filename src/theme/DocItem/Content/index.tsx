import Content from '@theme-original/DocItem/Content';
import type { ComponentProps } from 'react';
import { LabHeader } from '../../../components/lab-header.tsx';
import { PrintedAnswers } from '../../../components/self-check.tsx';
import { useLabFrontMatter } from '../../../site-data/use-lab-front-matter.ts';
import styles from './styles.module.css';

/** Docusaurus' page content; a lab's begins with what it teaches, takes, needs and costs. */
export default function LabContent({ children, ...props }: ComponentProps<typeof Content>) {
  const lab = useLabFrontMatter();
  return (
    <>
      {lab && (
        <p className={styles.eyebrow}>
          Lab {lab.id} · {lab.minutes} minutes
        </p>
      )}
      <Content {...props}>
        <LabHeader />
        {children}
        <PrintedAnswers />
      </Content>
    </>
  );
}
