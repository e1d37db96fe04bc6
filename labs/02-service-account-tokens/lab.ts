import { type App, appIsSessionOf, appRuns } from '../kit/app-checks.ts';
import { providerExists } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { stsSays } from '../kit/sts-checks.ts';
import { tokenFileIsForSts, tokenIsNotForTheApi, tokenIsReviewed, tokenNamesItsPod, verifierJudges } from './checks.ts';
import { mintToken } from './tokens.ts';

const app: App = { cluster: 'CLUSTER_A', namespace: 'tokens', name: 'app' };
const trustNext = 'Set the trust policy of the step again: aws iam update-assume-role-policy';

export default lab({
  id: '02',
  page: '02-service-account-tokens',
  title: 'Service-account tokens',
  minutes: 25,
  steps: [
    step('mint', {
      title: 'A token, and what it says',
      checks: [tokenIsReviewed(), tokenIsNotForTheApi()],
      hints: [
        'The API server makes tokens of any service account that there is.',
        'The namespace and the account are in labs/02-service-account-tokens/namespace.yaml.',
        'kubectl apply -f labs/02-service-account-tokens/namespace.yaml, then kubectl -n tokens create token app --audience verifier',
      ],
    }),
    step('verify', {
      title: 'A service that checks it',
      checks: verifierJudges(),
      hints: [
        'The service needs its code and the URL of the issuer; both are in the ConfigMap verifier.',
        'kubectl -n tokens logs deployment/verifier shows what went wrong; the issuer must begin with https:// and end without a slash.',
        'Run the first two blocks of the step again, after kubectl -n tokens delete configmap verifier.',
      ],
    }),
    step('sts', {
      title: 'AWS STS does the same',
      checks: [
        providerExists('CLUSTER_A'),
        stsSays({
          what: 'a token of tokens/app for STS',
          role: 'TOKENS_ROLE',
          token: (world) => mintToken(world, 'sts.amazonaws.com'),
          next: trustNext,
        }),
        stsSays({
          what: 'a token of tokens/app for another audience',
          role: 'TOKENS_ROLE',
          token: (world) => mintToken(world, 'verifier'),
          refusal: 'Incorrect token audience',
          next: 'The provider must list sts.amazonaws.com, and not verifier.',
        }),
        stsSays({
          what: 'a token of tokens/default',
          role: 'TOKENS_ROLE',
          token: (world) => mintToken(world, 'sts.amazonaws.com', 'default'),
          refusal: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
          next: trustNext,
        }),
      ],
      hints: [
        'STS believes issuers that IAM knows, and gives roles to subjects that the trust policy names.',
        'The provider is made of the issuer and the client id sts.amazonaws.com; the role names provider, :sub and :aud.',
        'StringEquals: "<issuer>:sub" = system:serviceaccount:tokens:app and "<issuer>:aud" = sts.amazonaws.com',
      ],
    }),
    step('pod', {
      title: 'A token in a pod',
      checks: [
        appRuns(app, 'app'),
        tokenFileIsForSts(),
        appIsSessionOf(app, (names) => names.TOKENS_ROLE, 'IRSA', 'Look at AWS_ROLE_ARN: the ConfigMap app has it.'),
        tokenNamesItsPod(),
      ],
      hints: [
        'A projected volume puts a token into the pod; its audience is written in the manifest.',
        'The SDK finds the token by AWS_WEB_IDENTITY_TOKEN_FILE and the role by AWS_ROLE_ARN.',
        'kubectl apply -f labs/02-service-account-tokens/app.yaml, then kubectl -n tokens rollout status deployment/app',
      ],
    }),
  ],
  faults: [
    fault('wrong-audience', {
      title: 'The token in the pod is for another audience',
      step: 'pod',
      trips: tokenFileIsForSts(),
      symptom: 'Incorrect token audience',
      why: { cluster: 'CLUSTER_A', namespace: 'tokens', pod: 'app', link: 'audience' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      roles: ['TOKENS_ROLE'],
      providers: ['CLUSTER_A'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'tokens' }],
    }),
});
