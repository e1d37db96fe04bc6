import { invalidChoice } from './cli-error.ts';

/** An SDK client package: a client, and per operation a command and a schema. */
export interface AwsService {
  /** Also the suffix of AWS_ENDPOINT_URL_…, with underscores. */
  endpointId: string;
  exports: Record<string, unknown>;
  client: string;
}

const SERVICES: Record<string, () => Promise<AwsService>> = {
  iam: async () => ({ endpointId: 'IAM', client: 'IAMClient', exports: await import('@aws-sdk/client-iam') }),
  sts: async () => ({ endpointId: 'STS', client: 'STSClient', exports: await import('@aws-sdk/client-sts') }),
  eks: async () => ({ endpointId: 'EKS', client: 'EKSClient', exports: await import('@aws-sdk/client-eks') }),
  s3api: async () => ({ endpointId: 'S3', client: 'S3Client', exports: await import('@aws-sdk/client-s3') }),
  dynamodb: async () => ({
    endpointId: 'DYNAMODB',
    client: 'DynamoDBClient',
    exports: await import('@aws-sdk/client-dynamodb'),
  }),
  cloudtrail: async () => ({
    endpointId: 'CLOUDTRAIL',
    client: 'CloudTrailClient',
    exports: await import('@aws-sdk/client-cloudtrail'),
  }),
  cloudformation: async () => ({
    endpointId: 'CLOUDFORMATION',
    client: 'CloudFormationClient',
    exports: await import('@aws-sdk/client-cloudformation'),
  }),
  ec2: async () => ({ endpointId: 'EC2', client: 'EC2Client', exports: await import('@aws-sdk/client-ec2') }),
  'service-quotas': async () => ({
    endpointId: 'SERVICE_QUOTAS',
    client: 'ServiceQuotasClient',
    exports: await import('@aws-sdk/client-service-quotas'),
  }),
};

/** Commands that are not a service's operations one to one. */
const OTHERS = ['configure', 'eks-auth', 's3'];

/** Loads a service's client; throws a usage error that lists what exists. */
export async function loadService(command: string): Promise<AwsService> {
  const load = Object.hasOwn(SERVICES, command) ? SERVICES[command] : undefined;
  if (!load) throw invalidChoice('command', [...Object.keys(SERVICES), ...OTHERS].sort());
  return load();
}

/** Loads a service that is there for certain. */
export const knownService = (command: 'iam' | 'sts' | 'eks' | 's3api' | 'dynamodb') => loadService(command);
