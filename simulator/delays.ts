import type { Lag } from './state/replica.ts';

/** Whether changes take as long to arrive as on AWS, or none at all. */
export type Delays = 'aws' | 'none';

export const isDelays = (word: unknown): word is Delays => word === 'aws' || word === 'none';

/**
 * What arrives late while the switch says `aws`: IAM's changes at whoever decides about a request, associations at the
 * webhook and at EKS Auth. What the API that was told answers is never late.
 */
export const LAGS: Lag[] = [
  // Measured by OFFENSAI in us-east-1 and eu-central-1, 2025: policies, roles, boundaries and groups alike.
  { tables: /^\d{12}\/iam\//, ms: 4_000 },
  // "several seconds" (EKS API reference, CreatePodIdentityAssociation), 15 in eksctl-io/eksctl#7709.
  // How many is assumed; not confirmed against AWS.
  { tables: /\/pod-identity-association/, ms: 10_000 },
];
