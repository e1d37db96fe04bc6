import { AwsError } from '../aws-error.ts';
import { findAssociation } from '../eks/associations.ts';
import { clusterAccess, getCluster } from '../eks/clusters.ts';
import type { Cluster, PodIdentityAssociation } from '../eks/tables.ts';
import { assumeRoleAsService } from '../sts/assume-role-as-service.ts';
import type { AssumedRole } from '../sts/role-session.ts';
import { type CallContext, operation, type TokenSubject } from '../wire/operation.ts';
import { assumeTargetRole } from './assume-target-role.ts';
import { DURATION_SECONDS, sessionNameOf, sessionTagsOf } from './pod-session.ts';
import { AUDIENCE, verifyPodToken } from './verify-pod-token.ts';

export interface AssumeRoleForPodIdentityRequest {
  clusterName: string;
  token: string;
}

export interface AssumeRoleForPodIdentityResponse {
  subject: { namespace: string; serviceAccount: string };
  audience: string;
  podIdentityAssociation: { associationArn: string; associationId: string };
  /** `assumeRoleId`, not assumedRoleId. facts B.5 */
  assumedRoleUser: { arn: string; assumeRoleId: string };
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date };
}

/** Turns a pod's token into credentials of the role that its service account is associated with. facts B.5, B.6 */
export const assumeRoleForPodIdentity = operation<AssumeRoleForPodIdentityRequest, AssumeRoleForPodIdentityResponse>({
  limits: 'For invalid tokens and missing associations, codes are AWS’s and texts ours.',
  access: ({ clusterName }, context) => [clusterAccess('eks-auth:AssumeRoleForPodIdentity', clusterName, context)],
  async run({ clusterName, token }, context) {
    const cluster = getCluster(context.state, context, clusterName);
    const subject = await verifyPodToken(token, cluster, context);
    const association = getAssociationOf(subject, cluster, context);
    const { credentials, assumedRoleUser } = await assumeRoles(association, cluster, subject, context);
    return {
      subject: { namespace: subject.namespace, serviceAccount: subject.serviceAccount.name },
      audience: AUDIENCE,
      podIdentityAssociation: { associationArn: association.arn, associationId: association.id },
      assumedRoleUser: { arn: assumedRoleUser.arn, assumeRoleId: assumedRoleUser.assumedRoleId },
      credentials: {
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey,
        sessionToken: credentials.sessionToken,
        expiration: new Date(credentials.expiresAtMs),
      },
    };
  },
});

function getAssociationOf(subject: TokenSubject, cluster: Cluster, { state }: CallContext): PodIdentityAssociation {
  const { namespace, serviceAccount } = subject;
  const found = findAssociation(state, cluster, namespace, serviceAccount.name);
  if (found) return found;
  // The real text is not known; code and status are. facts B.5
  const message = `No association found for service account ${namespace}/${serviceAccount.name} in cluster ${cluster.name}.`;
  throw new AwsError('ResourceNotFoundException', 404, message);
}

/** The association's role; with a target role, the target's credentials through it. facts B.8 */
async function assumeRoles(
  association: PodIdentityAssociation,
  cluster: Cluster,
  subject: TokenSubject,
  context: CallContext,
): Promise<Pick<AssumedRole, 'credentials' | 'assumedRoleUser'>> {
  try {
    const sessionName = sessionNameOf(cluster, subject, context.ids);
    const { targetRoleArn } = association;
    const tags = sessionTagsOf(association, cluster, subject);
    const first = assumeRoleAsService(context, {
      service: AUDIENCE,
      roleArn: association.roleArn,
      sessionName,
      tags,
      transitiveTagKeys: Object.keys(tags),
      durationSeconds: DURATION_SECONDS,
      sourceArn: cluster.arn,
      sourceAccount: cluster.account,
      // With a target role, the policy limits the target's session only. facts B.8
      ...(association.policy && !targetRoleArn && { policy: association.policy }),
    });
    return targetRoleArn
      ? await assumeTargetRole(first, { ...association, targetRoleArn }, sessionName, context)
      : first;
  } catch (error) {
    throw error instanceof AwsError && error.code === 'AccessDenied' ? unauthorized() : error;
  }
}

/** Said whatever the role's trust policy lacks, and with status 400. facts B.5 */
const unauthorized = () =>
  new AwsError(
    'AccessDeniedException',
    400,
    'Unauthorized Exception! EKS does not have permissions to assume the associated role.',
  );
