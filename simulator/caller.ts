/** Who signed a request, as the rest of the cloud sees it. */
export interface Caller {
  type: 'root' | 'user' | 'role-session' | 'service' | 'anonymous';
  /** Twelve digits; empty for anonymous callers and AWS services. */
  account: string;
  /** As GetCallerIdentity gives it; a service's is its name, such as `pods.eks.amazonaws.com`. */
  arn: string;
  userId: string;
  accessKeyId?: string;
  session?: RoleSession;
  /**
   * The service principal of the AWS service that calls on their behalf, in a forward access session, such as
   * `cloudformation.amazonaws.com`. IAM user guide, "Forward access sessions".
   */
  calledVia?: string;
  /** When the temporary key of a user was issued, in ms; sessions of roles know it themselves. */
  tokenIssuedAtMs?: number;
}

/** What STS remembers of a role session; it is the row behind an `ASIA…` key as well. */
export interface RoleSession {
  roleArn: string;
  roleId: string;
  sessionName: string;
  /** Session tags, inherited transitive ones included. */
  tags: Record<string, string>;
  transitiveTagKeys: string[];
  /** Session policies, as JSON texts: inline and those of managed ARNs, resolved when the session was made. */
  policies: string[];
  issuedAtMs: number;
  expiresAtMs: number;
  /** True if role credentials were used to get this session: then one hour is the limit. */
  chained: boolean;
  /** The OIDC provider's ARN for AssumeRoleWithWebIdentity sessions. */
  federatedProvider?: string;
  sourceIdentity?: string;
}

/** One row of the cloud-wide table of access keys, `credentials/keys`, by access key id. */
export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  account: string;
  status: 'Active' | 'Inactive';
  createdAtMs: number;
  /** For long-lived keys: the user's name, or `root`. */
  userName?: string;
  /** For temporary keys: the token that every request must carry, and the session. */
  sessionToken?: string;
  session?: RoleSession;
  /** For a user's temporary keys, which have no role session: when they end, in ms. */
  expiresAtMs?: number;
}
