import type { Cluster, PodIdentityAssociation, PodIdentityAssociationSummary } from '@aws-sdk/client-eks';
import type { KubeClient } from '../kit/kube-client.ts';
import type { World } from '../kit/world.ts';
import { type ContainerView, variable, viewContainer } from './environment.ts';
import { getPod, type PodPlace } from './find-pod.ts';
import { assignedTo, followed, type Mechanism, ROLE_ANNOTATION } from './mechanism.ts';
import { asServiceAccount, type Pod, type ServiceAccount } from './pod.ts';

/** A permission that the pod should have. */
export interface Question {
  action: string;
  resource: string;
}

/** One pod, and what every link needs to know of it: all by public APIs, as it was seen when the case was opened. */
export interface Case {
  world: World;
  place: PodPlace;
  question: Question | undefined;
  now: number;
  kube: KubeClient;
  cluster: Cluster;
  /** Without its scheme: the form that IAM uses. facts A.5 */
  issuer: string;
  pod: Pod;
  serviceAccountName: string;
  serviceAccount: ServiceAccount | undefined;
  /** All of the cluster. */
  associations: PodIdentityAssociationSummary[];
  association: PodIdentityAssociation | undefined;
  /** The role that the service account's annotation names. */
  annotation: string | undefined;
  containers: ContainerView[];
  /** What the service account is meant to have now. */
  assigned: Mechanism | undefined;
  /** The way that is followed. */
  mechanism: Mechanism | undefined;
  /** The role at its end, but for a target role. */
  roleArn: string | undefined;
}

type Asked = Pick<Case, 'world' | 'place' | 'question' | 'now' | 'kube' | 'cluster'>;

/** Errors: UnknownPodError if there is no such pod. */
export async function openCase(asked: Asked): Promise<Case> {
  const { kube, place, cluster } = asked;
  const pod = await getPod(kube, place);
  const serviceAccountName = pod.spec.serviceAccountName ?? 'default';
  const { namespace } = pod.metadata;
  const [account, associations, containers] = await Promise.all([
    kube.find(`/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccountName}`),
    listAssociations(asked),
    Promise.all(pod.spec.containers.map((container) => viewContainer(container, namespace, kube))),
  ]);
  const serviceAccount = account && asServiceAccount(account);
  const association = await findAssociation(asked, associations, serviceAccountName);
  const annotation = serviceAccount?.metadata.annotations?.[ROLE_ANNOTATION] || undefined;
  const assigned = assignedTo(association, annotation);
  const mechanism = followed(containers, assigned);
  const roleArn = mechanism === 'IRSA' ? (roleOf(containers) ?? annotation) : association?.roleArn;
  const seen = { serviceAccountName, serviceAccount, associations, association, annotation, containers };
  const issuer = (cluster.identity?.oidc?.issuer ?? '').replace('https://', '');
  return { ...asked, ...seen, pod, issuer, assigned, mechanism, roleArn };
}

async function listAssociations({ world, place }: Asked): Promise<PodIdentityAssociationSummary[]> {
  const eks = await world.aws.eks();
  const all: PodIdentityAssociationSummary[] = [];
  let nextToken: string | undefined;
  do {
    const page = await eks.listPodIdentityAssociations({ clusterName: place.cluster, nextToken });
    all.push(...(page.associations ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return all;
}

async function findAssociation(
  { world, place }: Asked,
  associations: PodIdentityAssociationSummary[],
  serviceAccount: string,
): Promise<PodIdentityAssociation | undefined> {
  const mine = associations.find((one) => one.namespace === place.namespace && one.serviceAccount === serviceAccount);
  if (!mine) return undefined;
  const eks = await world.aws.eks();
  const described = { clusterName: place.cluster, associationId: mine.associationId };
  return (await eks.describePodIdentityAssociation(described)).association;
}

const roleOf = (containers: ContainerView[]) =>
  containers.map((container) => variable(container, 'AWS_ROLE_ARN')?.value).find((value) => value !== undefined);
