import Link from '@docusaurus/Link';
import { comparison } from '../site-data/comparison.ts';
import { useModules } from '../site-data/use-modules.ts';
import styles from './comparison-table.module.css';

/** The comparison, each row linked to the lab that shows it; a lab that is not written yet says so. */
export function ComparisonTable() {
  return (
    // A focusable scroll region: on a narrow screen the keyboard must be able to reach its hidden columns.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1 asks for it on scrollable regions.
    <section className={styles.scroll} aria-label="EKS Pod Identity and IRSA compared" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">What differs</th>
            <th scope="col" className={styles.podIdentity}>
              EKS Pod Identity
            </th>
            <th scope="col" className={styles.irsa}>
              IRSA
            </th>
            <th scope="col">See it</th>
          </tr>
        </thead>
        <tbody>
          {comparison.map((row) => (
            <tr key={row.topic}>
              <th scope="row">{row.topic}</th>
              <td data-label="EKS Pod Identity">{row.podIdentity}</td>
              <td data-label="IRSA">{row.irsa}</td>
              <td data-label="See it">
                <LabLink id={row.lab} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LabLink({ id }: { id: string }) {
  const module = useModules().find((candidate) => candidate.id === id);
  if (!module) return <span className={styles.absent}>Lab {id}: not written yet</span>;
  return (
    <Link to={module.href}>
      Lab {id}
      <span className={styles.title}>: {module.title}</span>
    </Link>
  );
}
