/** One word of the field, explained in our own words. */
export interface GlossaryEntry {
  /** What <Term id> and links name. */
  id: string;
  term: string;
  /** One or two sentences; backquotes mark code. */
  meaning: string;
}

export const glossary: GlossaryEntry[] = [
  {
    id: 'abac',
    term: 'ABAC, attribute-based access control',
    meaning:
      'Permissions that compare tags, for example the tag of a session with the tag of an object, instead of naming each user and each resource.',
  },
  {
    id: 'admission-webhook',
    term: 'Admission webhook',
    meaning:
      'A program that the API server asks before it stores an object. That of EKS adds variables and a token volume to new pods; pods that exist already it never touches.',
  },
  {
    id: 'agent',
    term: 'EKS Pod Identity Agent',
    meaning:
      'A program on every node, at `169.254.170.23`. It takes a pod’s token, asks EKS Auth for credentials, keeps them and hands them out.',
  },
  {
    id: 'association',
    term: 'Pod Identity association',
    meaning:
      'A record in EKS that maps a service account of one cluster and namespace to a role. There is at most one for each service account, and nothing in Kubernetes shows it.',
  },
  {
    id: 'assume-role',
    term: 'AssumeRole',
    meaning: 'The call to STS that turns one identity into a session of a role, if the role’s trust policy allows it.',
  },
  {
    id: 'audience',
    term: 'Audience (aud)',
    meaning:
      'The claim that says for whom a token was made: `sts.amazonaws.com` for IRSA, `pods.eks.amazonaws.com` for Pod Identity. Everybody else must refuse it.',
  },
  {
    id: 'credential-chain',
    term: 'Default credential chain',
    meaning:
      'The places in which an AWS SDK looks for credentials, in a fixed order. Keys in the environment come first, a web identity token comes before the container’s credentials.',
  },
  {
    id: 'data-event',
    term: 'Data event',
    meaning:
      'What CloudTrail notes of work inside a resource, such as reading an object or a row. Off by default, and never in the event history.',
  },
  {
    id: 'eks-auth',
    term: 'EKS Auth',
    meaning:
      'The part of EKS with a single call, `AssumeRoleForPodIdentity`: token in, credentials out. The agent calls it, signed as the node’s role.',
  },
  {
    id: 'external-id',
    term: 'External id',
    meaning:
      'A value that a trust policy may demand of whoever assumes the role. It keeps a middleman from being used for somebody else’s role.',
  },
  {
    id: 'imds',
    term: 'IMDS, instance metadata service',
    meaning:
      'Gives an EC2 instance the credentials of its node role. A pod that reaches it gets the same, which hides that the pod has none of its own.',
  },
  {
    id: 'irsa',
    term: 'IRSA, IAM roles for service accounts',
    meaning:
      'A pod’s SDK hands its service account token to STS, which checks it by an IAM OIDC provider and the role’s trust policy. Works wherever Kubernetes has a public issuer.',
  },
  {
    id: 'issuer',
    term: 'Issuer',
    meaning:
      'The URL that stands for the key with which a cluster signs tokens. The public keys can be fetched below it; every cluster has its own.',
  },
  {
    id: 'jwks',
    term: 'JWKS, JSON Web Key Set',
    meaning: 'The list of an issuer’s public keys, by which others check the signatures of its tokens.',
  },
  {
    id: 'management-event',
    term: 'Management event',
    meaning:
      'What CloudTrail notes of calls that make, change or remove resources, and of sessions that begin. The event history keeps them for 90 days.',
  },
  {
    id: 'node-role',
    term: 'Node role',
    meaning: 'The IAM role of the EC2 instance. All pods of a node share it if they can reach IMDS.',
  },
  {
    id: 'oidc-provider',
    term: 'IAM OIDC provider',
    meaning:
      'A record in an account: “tokens of this issuer, made for these audiences, can be checked.” It gives nobody a permission. An account holds 100 by default, 700 at most.',
  },
  {
    id: 'packed-policy-size',
    term: 'Packed policy size',
    meaning:
      'How much of the room for session policies and session tags is in use, in per cent. STS packs both together; above 100 the call fails.',
  },
  {
    id: 'pass-role',
    term: 'iam:PassRole',
    meaning:
      'The permission to hand a role to a service. Whoever creates an association needs it for the role, so that nobody gives a pod more than they may give.',
  },
  {
    id: 'permissions-policy',
    term: 'Permissions policy',
    meaning: 'Says what the bearer of a role may do. Who may take the role is said elsewhere, in the trust policy.',
  },
  {
    id: 'pod-identity',
    term: 'EKS Pod Identity',
    meaning:
      'A pod’s SDK hands its token to the agent on its node; EKS finds the association, assumes the role and tags the session. Exists on EKS only.',
  },
  {
    id: 'projected-token',
    term: 'Projected service account token',
    meaning:
      'A token that kubelet writes into a volume of the pod, for one audience and a limited time, and renews. It ends with its pod.',
  },
  {
    id: 'role-chaining',
    term: 'Role chaining',
    meaning: 'Taking a role with the credentials of another role. Such a session lasts one hour at most.',
  },
  {
    id: 'service-account',
    term: 'Service account',
    meaning:
      'The name under which a pod runs in Kubernetes, within a namespace. `default` unless the pod names another.',
  },
  {
    id: 'session',
    term: 'Role session',
    meaning:
      'What AWS sees after a role was taken: the role’s name and a session name, with temporary credentials. It ends when they expire, even if the role is no longer trusted.',
  },
  {
    id: 'session-policy',
    term: 'Session policy',
    meaning:
      'A policy given along with a session. It never adds anything: the session may do only what role and session policy both allow.',
  },
  {
    id: 'session-tag',
    term: 'Session tag',
    meaning:
      'A name and a value on a session, which policies read as `aws:PrincipalTag/…`. Pod Identity sets six: two of the cluster, and namespace, service account, pod name and pod uid.',
  },
  {
    id: 'subject',
    term: 'Subject (sub)',
    meaning:
      'The claim that says whom a token is about: `system:serviceaccount:NAMESPACE:NAME` for the token of a service account.',
  },
  {
    id: 'tag-session',
    term: 'sts:TagSession',
    meaning:
      'The permission to put tags on a session. Pod Identity always does, so a trust policy for it needs `sts:AssumeRole` and `sts:TagSession`.',
  },
  {
    id: 'target-role',
    term: 'Target role',
    meaning:
      'A second role of an association, usually in another account: EKS takes the first role, and with it the target role. The pod sees the target only.',
  },
  {
    id: 'transitive-tag',
    term: 'Transitive session tag',
    meaning:
      'A session tag that stays when the session takes another role. All six tags of Pod Identity are transitive.',
  },
  {
    id: 'trust-policy',
    term: 'Trust policy',
    meaning:
      'The policy on a role that says who may take it. 2,048 characters by default; the quota can be raised to 8,192 (4,096 in the table of 2026-03).',
  },
  {
    id: 'web-identity',
    term: 'AssumeRoleWithWebIdentity',
    meaning: 'The call to STS that takes a token instead of a signature. IRSA uses it; the token is the proof.',
  },
];
