import styles from './two-paths.module.css';

interface Path {
  name: string;
  short: string;
  steps: string[];
  className: string | undefined;
}

const paths: Path[] = [
  {
    name: 'IAM roles for service accounts',
    short: 'IRSA',
    className: styles.irsa,
    steps: [
      'The cluster signs a token that names the pod’s service account.',
      'The SDK in the pod hands the token to AWS STS.',
      'STS asks: is the issuer a provider in this account, and does the role’s trust policy name this service account?',
      'STS answers with credentials of the role.',
    ],
  },
  {
    name: 'EKS Pod Identity',
    short: 'Pod Identity',
    className: styles.podIdentity,
    steps: [
      'The cluster signs a token that names the pod’s service account.',
      'The SDK in the pod hands the token to the agent on its node.',
      'EKS looks up the association of this service account and assumes its role.',
      'The agent answers with credentials of the role, tagged with cluster, namespace, service account and pod.',
    ],
  },
];

/** The two mechanisms, step beside step. */
export function TwoPaths() {
  return (
    <div className={styles.paths}>
      {paths.map((path) => (
        <section key={path.short} className={`${styles.path} ${path.className}`} aria-label={path.name}>
          <h3 className={styles.name}>{path.name}</h3>
          <ol className={styles.steps}>
            {path.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
