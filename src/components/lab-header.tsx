import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { useLabFrontMatter } from '../site-data/use-lab-front-matter.ts';
import { useModules } from '../site-data/use-modules.ts';
import { InlineText } from './inline-text.tsx';
import styles from './lab-header.module.css';
import { Source } from './source.tsx';

/** For versions in standard support; in extended support it is 0.60 USD. */
const CLUSTER_PRICE =
  'https://aws.amazon.com/blogs/containers/amazon-eks-extended-support-for-kubernetes-versions-pricing/';

/** What every lab page states first: what it teaches, how long it takes, what it needs, and what it costs. */
export function LabHeader() {
  const lab = useLabFrontMatter();
  if (!lab) return null;
  return (
    <section className={styles.header} aria-label="About this lab">
      <Entry name="You will learn">
        <Texts texts={lab.objectives} />
      </Entry>
      <Entry name="Before you begin">
        <ul>
          {lab.requires?.map((id) => (
            <li key={id}>
              <RequiredLab id={id} />
            </li>
          ))}
          {lab.prerequisites.map((text) => (
            <li key={text}>
              <InlineText>{text}</InlineText>
            </li>
          ))}
        </ul>
      </Entry>
      <Entry name="Time">{lab.minutes} minutes, reading included</Entry>
      <Entry name="Cost">
        <p>On the local cloud: nothing.</p>
        <p>
          On AWS: a cluster is 0.10 USD an hour, its nodes cost what EC2 costs{' '}
          <Source url={CLUSTER_PRICE} checked="2026-11">
            AWS Containers Blog
          </Source>
          . <InlineText>{lab.cost}</InlineText>
        </p>
      </Entry>
    </section>
  );
}

function Entry({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.entry}>
      <strong className={styles.name}>{name}</strong>
      <div>{children}</div>
    </div>
  );
}

function Texts({ texts }: { texts: string[] }) {
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>
          <InlineText>{text}</InlineText>
        </li>
      ))}
    </ul>
  );
}

function RequiredLab({ id }: { id: string }) {
  const module = useModules().find((candidate) => candidate.id === id);
  if (!module) throw new Error(`A page requires lab ${id}, which has no page.`);
  return (
    <>
      Lab {id}, <Link to={module.href}>{module.title}</Link>, is solved, or have it solved:{' '}
      <code>npm run lab:solve -- {id}</code>
    </>
  );
}
