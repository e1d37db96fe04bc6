/** Where a pod finds a token: the volume, its mount, and the file in it. */
export interface TokenPlace {
  volume: string;
  mountPath: string;
  path: string;
}

/** The flags that the pod identity webhook is started with. facts A.2, B.1 */
export interface WebhookSettings {
  /** Empty: containers get no Region. */
  region: string;
  /** What counts for service accounts that do not say: EKS asks for regional endpoints, the published webhook does not. */
  regionalSts: boolean;
  irsa: TokenPlace;
  containerCredentials: TokenPlace & { audience: string; fullUri: string };
}

/** As EKS runs it. facts A.3, B.1 */
export const eksWebhook = (region: string): WebhookSettings => ({
  region,
  regionalSts: true,
  irsa: {
    volume: 'aws-iam-token',
    mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount',
    path: 'token',
  },
  containerCredentials: {
    volume: 'eks-pod-identity-token',
    mountPath: '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount',
    path: 'eks-pod-identity-token',
    audience: 'pods.eks.amazonaws.com',
    fullUri: 'http://169.254.170.23/v1/credentials',
  },
});
