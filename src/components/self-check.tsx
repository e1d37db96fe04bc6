import { useLabFrontMatter } from '../site-data/use-lab-front-matter.ts';
import { InlineText } from './inline-text.tsx';
import styles from './self-check.module.css';

/**
 * The three questions of a lab page, each answer behind its own <details>: keyboard and screen reader open it, without
 * JavaScript too, and nothing is recorded. On paper the answers stand at the end, as PrintedAnswers.
 */
export function SelfCheck() {
  return (
    <ol className={styles.questions}>
      {useLabFrontMatter()?.selfCheck.map(({ question, answer }) => (
        <li key={question}>
          <InlineText>{question}</InlineText>
          <details className={styles.answer}>
            <summary>Answer</summary>
            <p>
              <InlineText>{answer}</InlineText>
            </p>
          </details>
        </li>
      ))}
    </ol>
  );
}

/** The answers, for the printed page only. */
export function PrintedAnswers() {
  const lab = useLabFrontMatter();
  if (!lab) return null;
  return (
    <section className={styles.printed} aria-hidden="true">
      <strong>Answers to the self-check</strong>
      <ol>
        {lab.selfCheck.map(({ question, answer }) => (
          <li key={question}>
            <InlineText>{answer}</InlineText>
          </li>
        ))}
      </ol>
    </section>
  );
}
