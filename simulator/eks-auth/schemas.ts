/*
 * The schema of EKS Auth, which has no JavaScript client: in the array form that the client packages export, written
 * from the service model as described in facts B.5. Numbers are the form's own: 3 structure, -3 error, 9 operation;
 * 0 string, 4 timestamp.
 */
const NAMESPACE = 'com.amazonaws.eksauth';

type Schema = readonly unknown[];

/** `required` members come first, as the form wants it. */
const structure = (name: string, members: Record<string, unknown>, required = 0): Schema => [
  3,
  NAMESPACE,
  name,
  0,
  Object.keys(members),
  Object.values(members),
  ...(required > 0 ? [required] : []),
];

const error = (name: string, httpError: number): Schema => [
  -3,
  NAMESPACE,
  name,
  { error: httpError < 500 ? 'client' : 'server', httpError },
  ['message'],
  [0],
];

const STRING = 0;
const TIMESTAMP = 4;
const HTTP_LABEL = 1;
/** Trait bits: sensitive. */
const SENSITIVE = 8;

export const Subject$ = structure('Subject', { namespace: STRING, serviceAccount: STRING }, 2);

export const PodIdentityAssociation$ = structure(
  'PodIdentityAssociation',
  { associationArn: STRING, associationId: STRING },
  2,
);

/** The model says `assumeRoleId`, not assumedRoleId. facts B.5 */
export const AssumedRoleUser$ = structure('AssumedRoleUser', { arn: STRING, assumeRoleId: STRING }, 2);

export const Credentials$ = structure(
  'Credentials',
  {
    sessionToken: STRING,
    secretAccessKey: STRING,
    accessKeyId: STRING,
    expiration: TIMESTAMP,
  },
  4,
);

export const AssumeRoleForPodIdentityRequest$ = structure(
  'AssumeRoleForPodIdentityRequest',
  {
    clusterName: [STRING, HTTP_LABEL],
    token: [STRING, SENSITIVE],
    eksNodeName: STRING,
    instanceId: STRING,
    zone: STRING,
  },
  2,
);

export const AssumeRoleForPodIdentityResponse$ = structure(
  'AssumeRoleForPodIdentityResponse',
  {
    subject: () => Subject$,
    audience: STRING,
    podIdentityAssociation: () => PodIdentityAssociation$,
    assumedRoleUser: () => AssumedRoleUser$,
    credentials: [() => Credentials$, SENSITIVE],
  },
  5,
);

export const AssumeRoleForPodIdentity$ = [
  9,
  NAMESPACE,
  'AssumeRoleForPodIdentity',
  { http: ['POST', '/clusters/{clusterName}/assume-role-for-pod-identity', 200] },
  () => AssumeRoleForPodIdentityRequest$,
  () => AssumeRoleForPodIdentityResponse$,
];

export const ThrottlingException$ = error('ThrottlingException', 429);
export const InvalidRequestException$ = error('InvalidRequestException', 400);
export const AccessDeniedException$ = error('AccessDeniedException', 400);
export const InternalServerException$ = error('InternalServerException', 500);
export const InvalidTokenException$ = error('InvalidTokenException', 400);
export const InvalidParameterException$ = error('InvalidParameterException', 400);
export const ExpiredTokenException$ = error('ExpiredTokenException', 400);
export const ResourceNotFoundException$ = error('ResourceNotFoundException', 404);
export const ServiceUnavailableException$ = error('ServiceUnavailableException', 503);
