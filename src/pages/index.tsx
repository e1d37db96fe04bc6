import Link from '@docusaurus/Link';
import CodeBlock from '@theme/CodeBlock';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { ComparisonTable } from '../components/comparison-table.tsx';
import { ModuleList } from '../components/module-list.tsx';
import { TwoPaths } from '../components/two-paths.tsx';
import styles from './index.module.css';

const START = 'npm ci && npm start';

export default function Overview() {
  return (
    <Layout title="Overview" description="Learn how pods on Amazon EKS get AWS permissions, without an AWS account.">
      <main className={styles.page}>
        <Hero />
        <section className={styles.section}>
          <Heading as="h2">Two roads to the same credentials</Heading>
          <p className={styles.lead}>
            Amazon EKS gives a pod AWS permissions in two ways. IAM roles for service accounts (IRSA) builds on IAM
            alone and runs wherever Kubernetes can sign tokens. EKS Pod Identity exists only on EKS and moves the work
            into EKS: you map a role to a service account, and the cluster does the rest.
          </p>
          <TwoPaths />
        </section>
        <section className={styles.section}>
          <Heading as="h2">What differs</Heading>
          <p className={styles.lead}>
            Six differences decide which one fits. You need not take our word for them: each links to the lab that shows
            it.
          </p>
          <ComparisonTable />
          <p className={styles.sources}>
            Sources, read 2026-11: the EKS user guide on{' '}
            <Link href="https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html">EKS Pod Identities</Link>{' '}
            and on{' '}
            <Link href="https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html">
              IAM roles for service accounts
            </Link>
            ; the IAM user guide on{' '}
            <Link href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">quotas</Link>.
          </p>
        </section>
        <section className={styles.section}>
          <Heading as="h2">The labs</Heading>
          <ModuleList />
        </section>
      </main>
    </Layout>
  );
}

function Hero() {
  return (
    <header className={styles.hero}>
      <div>
        <Heading as="h1" className={styles.title}>
          How does a pod prove to AWS who it is?
        </Heading>
        <p className={styles.subtitle}>
          A hands-on workshop on IRSA and EKS Pod Identity. It brings its own cloud: real signatures, real tokens, real
          policy decisions, all on your machine. No AWS account.
        </p>
        <Link className="button button--primary button--lg" to="/labs/start-here">
          Start here
        </Link>
      </div>
      <div className={styles.command}>
        <CodeBlock language="bash" title="On your laptop, with Node 20.19 or later">
          {START}
        </CodeBlock>
        <CodeBlock language="bash" title="In a second terminal, whenever you like">
          npm run lab:verify
        </CodeBlock>
      </div>
    </header>
  );
}
