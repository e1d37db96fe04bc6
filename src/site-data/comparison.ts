/** One row of the comparison of EKS Pod Identity and IRSA, and the lab in which the reader sees it. */
export interface ComparisonRow {
  topic: string;
  podIdentity: string;
  irsa: string;
  /** The lab's two digits; whether it exists is looked up. */
  lab: string;
}

/** Figures: AWS EKS and IAM user guides as of 2026-11; each lab's page gives the sources. */
export const comparison: ComparisonRow[] = [
  {
    topic: 'Role extensibility',
    podIdentity: 'A new cluster needs one association. The role and its trust policy stay as they are.',
    irsa: "Every new cluster's OIDC provider has to be added to the role's trust policy.",
    lab: '05',
  },
  {
    topic: 'Cluster scalability',
    podIdentity: 'No IAM OIDC provider to set up.',
    irsa: 'One IAM OIDC provider per cluster; an account holds 100 unless the quota is raised.',
    lab: '06',
  },
  {
    topic: 'Role scalability',
    podIdentity: 'The trust policy names one service, once. It says nothing of clusters or service accounts.',
    irsa: 'Each cluster and service account adds to the trust policy; its size allows about 8 such relationships even after a raise.',
    lab: '07',
  },
  {
    topic: 'Role reusability',
    podIdentity:
      'Sessions carry tags: cluster, namespace, service account, pod. One role can serve many teams, each within its tags.',
    irsa: 'Sessions carry no tags. A shared role gives every pod everything that the role may do.',
    lab: '08',
  },
  {
    topic: 'Environments',
    podIdentity: 'Amazon EKS only, on Linux EC2 nodes.',
    irsa: 'Amazon EKS, EKS Anywhere, Red Hat OpenShift Service on AWS, and Kubernetes that you run yourself on EC2.',
    lab: '10',
  },
  {
    topic: 'EKS versions',
    podIdentity: 'Kubernetes 1.24 and later.',
    irsa: 'Every EKS version that is supported.',
    lab: '10',
  },
];
