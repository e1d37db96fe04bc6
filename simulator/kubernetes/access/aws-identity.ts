import type { User } from '../api-server/api-context.ts';
import type { CallerIdentity } from '../cluster.ts';

/** An IAM principal, taken apart. aws-iam-authenticator pkg/token Identity */
export interface AwsIdentity {
  arn: string;
  /** A session's is that of its role, without the role's path. */
  canonicalArn: string;
  account: string;
  /** IAM's unique id of the user or role. */
  principalId: string;
  /** Empty but for sessions. */
  sessionName: string;
  accessKeyId: string;
}

/** The principal's unique id among a user's `extra`: what access policies are found by. */
export const PRINCIPAL_ID = 'sigs.k8s.io/aws-iam-authenticator/principalId';

export function awsIdentity({ Arn: arn, Account: account, UserId }: CallerIdentity, url: URL): AwsIdentity {
  const [principalId = '', sessionName = ''] = UserId.split(':');
  const [accessKeyId = ''] = (url.searchParams.get('X-Amz-Credential') ?? '').split('/');
  return { arn, account, principalId, sessionName, accessKeyId, canonicalArn: canonicalArn(arn) };
}

/** aws-iam-authenticator pkg/arn Canonicalize */
function canonicalArn(arn: string): string {
  const [, account, role] = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return role ? `arn:aws:iam::${account}:role/${role}` : arn;
}

/** Who a principal is on the cluster. As `kubectl auth whoami` shows it on EKS. */
export function awsUser(identity: AwsIdentity, { username, groups }: Pick<User, 'username' | 'groups'>): User {
  const { arn, canonicalArn, account, principalId, sessionName, accessKeyId } = identity;
  return {
    username: fillTemplate(username, identity),
    uid: `aws-iam-authenticator:${account}:${principalId}`,
    groups: groups.map((group) => fillTemplate(group, identity)),
    extra: {
      accessKeyId: [accessKeyId],
      arn: [arn],
      canonicalArn: [canonicalArn],
      principalId: [principalId],
      sessionName: [sessionName],
      [PRINCIPAL_ID]: [principalId],
    },
  };
}

/** aws-iam-authenticator pkg/server renderTemplate */
function fillTemplate(template: string, { account, sessionName, accessKeyId }: AwsIdentity): string {
  return template
    .replaceAll('{{AccountID}}', account)
    .replaceAll('{{SessionName}}', sessionName.replaceAll('@', '-'))
    .replaceAll('{{SessionNameRaw}}', sessionName)
    .replaceAll('{{AccessKeyID}}', accessKeyId);
}
