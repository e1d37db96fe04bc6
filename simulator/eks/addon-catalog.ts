/** The add-on that brings 169.254.170.23 to the nodes; the only one that does anything in the local cloud. */
export const POD_IDENTITY_AGENT = 'eks-pod-identity-agent';

export interface CatalogAddon {
  name: string;
  type: string;
  namespace: string;
  /** Newest first; the first is the default. */
  versions: readonly [string, ...string[]];
  /** The service account that may get a role of its own, with the managed policy that EKS recommends for it. */
  identity?: { serviceAccount: string; policy: string };
}

/** What people list beside the agent; versions seen with Kubernetes 1.33, the agent's are in facts C.4. */
const CATALOG: CatalogAddon[] = [
  {
    name: POD_IDENTITY_AGENT,
    type: 'security',
    namespace: 'kube-system',
    versions: ['v1.3.10-eksbuild.2', 'v1.3.8-eksbuild.2', 'v1.0.0-eksbuild.1'],
  },
  {
    name: 'vpc-cni',
    type: 'networking',
    namespace: 'kube-system',
    versions: ['v1.20.4-eksbuild.2', 'v1.19.5-eksbuild.1'],
    identity: { serviceAccount: 'aws-node', policy: 'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy' },
  },
  {
    name: 'coredns',
    type: 'networking',
    namespace: 'kube-system',
    versions: ['v1.12.4-eksbuild.1', 'v1.12.1-eksbuild.2'],
  },
  {
    name: 'kube-proxy',
    type: 'networking',
    namespace: 'kube-system',
    versions: ['v1.33.3-eksbuild.10', 'v1.33.0-eksbuild.2'],
  },
  {
    name: 'aws-ebs-csi-driver',
    type: 'storage',
    namespace: 'kube-system',
    versions: ['v1.52.1-eksbuild.1', 'v1.44.0-eksbuild.1'],
    identity: {
      serviceAccount: 'ebs-csi-controller-sa',
      policy: 'arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy',
    },
  },
];

export const catalog: readonly CatalogAddon[] = CATALOG;

export const findCatalogAddon = (name: string | undefined) => CATALOG.find((addon) => addon.name === name);
