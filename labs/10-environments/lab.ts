import { type App, appIsSessionOf, appRuns } from '../kit/app-checks.ts';
import { bucketHolds } from '../kit/aws-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import { documentsAreOpen, eksKnowsNoSuchCluster, keysArePublished, stsSaysOfOwn } from './checks-own.ts';
import { associatedHasNoAgent, everyVersionCan, runsOnFargate, windowsPodIsPrepared } from './checks-places.ts';

const issuer: App = { cluster: 'CLUSTER_A', namespace: 'own-cluster', name: 'issuer' };
const annotated: App = { cluster: 'CLUSTER_A', namespace: 'serverless', name: 'annotated' };
const associated: App = { ...annotated, name: 'associated' };

export default lab({
  id: '10',
  page: '10-environments',
  title: 'Environments and versions',
  minutes: 30,
  steps: [
    step('issuer', {
      title: 'A cluster is a key pair and two documents',
      checks: [
        appRuns(issuer, 'default'),
        bucketHolds('ENV_BUCKET', '.well-known/openid-configuration'),
        bucketHolds('ENV_BUCKET', 'keys.json'),
        keysArePublished(),
        documentsAreOpen(),
      ],
      hints: [
        'The pod knows its documents; anybody must be able to read them at the address that is in them.',
        'A new pod has a new key: publish again after each restart.',
        'Run the last two blocks of the step again: they copy both documents from the pod into the bucket, and open them.',
      ],
    }),
    step('own', {
      title: 'IRSA for a cluster of your own',
      checks: [
        stsSaysOfOwn('a token of your own cluster', 'sts.amazonaws.com'),
        stsSaysOfOwn('a token for another audience', 'verifier', 'Incorrect token audience'),
        eksKnowsNoSuchCluster(),
      ],
      hints: [
        "IAM takes the bucket's address as it takes the issuer of an EKS cluster.",
        'The URL of the provider, the issuer in the discovery document and the claim iss must be the same, to the letter.',
        'aws iam create-open-id-connect-provider --url "https://$ENV_BUCKET.s3.$AWS_REGION.amazonaws.com" --client-id-list sts.amazonaws.com',
      ],
    }),
    step('versions', {
      title: 'Versions',
      checks: [everyVersionCan()],
      holdsFromTheStart: 'There is nothing to set up: EKS offers no version that is too old.',
      hints: [
        'Both commands only read.',
        'describe-cluster-versions lists what EKS offers, describe-addon-versions which of these the agent runs on.',
        "aws eks describe-cluster-versions --query 'clusterVersions[].clusterVersion' --output text",
      ],
    }),
    step('fargate', {
      title: 'Fargate',
      checks: [
        trustsPodIdentity('ENV_ROLE'),
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'serverless', 'associated', 'ENV_ROLE'),
        runsOnFargate(associated),
        runsOnFargate(annotated),
        associatedHasNoAgent(associated),
        appIsSessionOf(
          annotated,
          (names) => names.ENV_ROLE,
          'IRSA',
          'Look at the annotation of serverless/annotated, and restart the deployment.',
        ),
      ],
      hints: [
        'The profile must be there before the pods: it is chosen when a pod is created.',
        'One service account has an association, the other an annotation. Both name the same role.',
        'Run the blocks of the step once more, then: kubectl -n serverless rollout restart deployment/associated deployment/annotated',
      ],
    }),
    step('windows', {
      title: 'Windows',
      checks: [windowsPodIsPrepared()],
      hints: [
        'The webhook needs no node: it acts when the pod is created.',
        'It takes a pod for a Windows pod by its node selector.',
        'kubectl delete pod windows -n serverless, then kubectl apply -f labs/10-environments/windows.yaml',
      ],
    }),
  ],
  faults: [
    fault('private-documents', {
      title: 'The documents of the issuer are private',
      step: 'issuer',
      trips: documentsAreOpen(),
      symptom: "Couldn't retrieve verification key from your identity provider",
      why: { cluster: 'CLUSTER_A', namespace: 'serverless', pod: 'annotated', link: null },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['ENV_BUCKET'],
      roles: ['ENV_OWN_ROLE', 'ENV_ROLE', 'ENV_FARGATE_ROLE'],
      providers: ['CLUSTER_A'],
      fargateProfiles: [{ cluster: 'CLUSTER_A', profile: 'ENV_PROFILE' }],
      namespaces: [
        { cluster: 'CLUSTER_A', namespace: 'own-cluster' },
        { cluster: 'CLUSTER_A', namespace: 'serverless' },
      ],
      agents: ['CLUSTER_A'],
    }),
});
