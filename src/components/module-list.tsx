import Link from '@docusaurus/Link';
import { useModules } from '../site-data/use-modules.ts';
import styles from './module-list.module.css';

/** The modules in order, each with what it teaches and how long it takes. */
export function ModuleList() {
  return (
    <ol className={styles.list}>
      {useModules().map((module) => (
        <li key={module.id} className={styles.item}>
          <span className={styles.number} aria-hidden="true">
            {module.id}
          </span>
          <div>
            <Link to={module.href} className={styles.title}>
              {module.title}
            </Link>
            <p className={styles.description}>{module.description}</p>
          </div>
          <span className={styles.minutes}>{module.minutes} min</span>
        </li>
      ))}
    </ol>
  );
}
