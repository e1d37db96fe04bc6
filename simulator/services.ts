import type { LoadServices } from './wire/load-services.ts';

/** The AWS services of the local cloud by signing name, each loaded at its first request. */
export const services: LoadServices = {
  iam: async () => (await import('./iam/index.ts')).iam,
  sts: async () => (await import('./sts/index.ts')).sts,
  eks: async () => (await import('./eks/index.ts')).eks,
  'eks-auth': async () => (await import('./eks-auth/index.ts')).eksAuth,
  s3: async () => (await import('./s3/index.ts')).s3,
  dynamodb: async () => (await import('./dynamodb/index.ts')).dynamodb,
  ec2: async () => (await import('./ec2/index.ts')).ec2,
  tagging: async () => (await import('./tagging/index.ts')).tagging,
  cloudtrail: async () => (await import('./cloudtrail/index.ts')).cloudtrail,
  servicequotas: async () => (await import('./service-quotas/index.ts')).serviceQuotas,
  logs: async () => (await import('./logs/index.ts')).logs,
  cloudformation: async () => (await import('./cloudformation/index.ts')).cloudformation,
};
