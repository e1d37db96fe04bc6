import Link from '@docusaurus/Link';
import type { Fault } from '../site-data/faults.ts';
import { useFaults, useModules } from '../site-data/use-modules.ts';
import styles from './error-index.module.css';

/** Every text that the labs' faults bring about, each with its causes and the lab that mends them. */
export function ErrorIndex() {
  const faults = useFaults();
  const symptoms = [...new Set(faults.map(({ symptom }) => symptom))];
  return (
    <ul className={styles.list}>
      {symptoms.map((symptom) => (
        <li key={symptom} className={styles.symptom}>
          <code className={styles.text}>{symptom}</code>
          <ul className={styles.causes}>
            {faults
              .filter((fault) => fault.symptom === symptom)
              .map((fault) => (
                <Cause key={`${fault.lab}/${fault.id}`} {...fault} />
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Cause({ lab, title }: Fault) {
  const module = useModules().find((candidate) => candidate.id === lab);
  return (
    <li>
      {title}. {module && <Link to={module.href}>{`Lab ${lab}: ${module.title}`}</Link>}
    </li>
  );
}
