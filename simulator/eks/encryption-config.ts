import type {
  AssociateEncryptionConfigRequest,
  AssociateEncryptionConfigResponse,
  EncryptionConfig,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { operation } from '../wire/operation.ts';
import { encryptionKeys } from './cluster-keys.ts';
import { clusterAccess, getSettledCluster } from './clusters.ts';
import type { Cluster } from './tables.ts';
import { updateCluster } from './updates.ts';

/** Once on, encryption stays, with its key. User guide, "Encrypt Kubernetes secrets with KMS on existing clusters". */
export const associateEncryptionConfig = operation<AssociateEncryptionConfigRequest, AssociateEncryptionConfigResponse>(
  {
    limits: 'The key is kept, need not exist, and encrypts nothing.',
    access: ({ clusterName, encryptionConfig }, context) => [
      {
        ...clusterAccess('eks:AssociateEncryptionConfig', clusterName, context),
        context: encryptionKeys({ encryptionConfig }),
      },
    ],
    run({ clusterName, encryptionConfig = [] }, context) {
      const cluster = getSettledCluster(context, clusterName, 'AssociateEncryptionConfig');
      requireEncryption(encryptionConfig, cluster);
      const params = [{ type: 'EncryptionConfig' as const, value: JSON.stringify(encryptionConfig) }];
      return {
        update: updateCluster(cluster, { encryptionConfig }, { type: 'AssociateEncryptionConfig', params }, context),
      };
    },
  },
);

function requireEncryption(given: EncryptionConfig[], cluster: Cluster): void {
  const refuse = (message: string) =>
    new AwsError('InvalidParameterException', 400, message, { clusterName: cluster.name });
  // Text: hashicorp/terraform-provider-aws#19968.
  if (cluster.encryptionConfig?.length) throw refuse('Encryption is already enabled on the cluster');
  const [only, another] = given;
  const isWhole = only?.provider?.keyArn?.startsWith('arn:aws:kms:') && String(only.resources) === 'secrets';
  // Assumed; not confirmed against AWS.
  if (!isWhole || another) throw refuse('The encryptionConfig must name one KMS key, and secrets as its resources.');
}
