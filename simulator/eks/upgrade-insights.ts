import type { Insight, InsightResourceDetail, InsightStatusValue } from '@aws-sdk/client-eks';
import type { State } from '../state/state.ts';
import { addons, type Cluster, nodegroups } from './tables.ts';

/** Kubelets and kube-proxies may be three minor versions older than the API server. https://kubernetes.io/releases/version-skew-policy/ */
const SKEW = 3;

interface Check {
  /** The same in every cluster; AWS gives each of its own. */
  id: string;
  name: string;
  description: string;
  recommendation: string;
  /** What was looked at, with the version of each. */
  subjects(state: State, cluster: Cluster): { arn: string; version: string }[];
}

/** Names and descriptions: user guide, "Prepare for Kubernetes version upgrades with cluster insights". */
const CHECKS: Check[] = [
  {
    id: '2f3a6e0c-6c1d-4d0a-9d8e-0d9b5b1f7a01',
    name: 'Kubelet version skew',
    description:
      'Checks for kubelet versions of worker nodes in the cluster to see if upgrade would cause non compliance with ' +
      'supported Kubernetes kubelet version skew policy.',
    recommendation: 'Upgrade your worker nodes to match the Kubernetes version of your control plane.',
    subjects: (state, cluster) => [...nodegroups(state, cluster).values()],
  },
  {
    id: '2f3a6e0c-6c1d-4d0a-9d8e-0d9b5b1f7a02',
    name: 'kube-proxy version skew',
    description:
      'Checks version of kube-proxy in cluster to see if upgrade would cause non compliance with supported Kubernetes ' +
      'kube-proxy version skew policy.',
    recommendation: 'Upgrade kube-proxy to match the Kubernetes version of your control plane.',
    subjects: (state, cluster) => [...addons(state, cluster).values()].filter(({ name }) => name === 'kube-proxy'),
  },
  {
    id: '2f3a6e0c-6c1d-4d0a-9d8e-0d9b5b1f7a03',
    name: 'Cluster health issues',
    description: 'Checks for any cluster health issues that would prevent successful upgrade to the next version.',
    recommendation: 'Review the cluster health issues and resolve them before you upgrade.',
    subjects: () => [],
  },
];

/** Whether the cluster is ready for the next version of Kubernetes. */
export const upgradeInsights = (state: State, cluster: Cluster): Insight[] =>
  CHECKS.map((check) => insightOf(check, state, cluster));

function insightOf(check: Check, state: State, cluster: Cluster): Insight {
  const { id, name, description, recommendation } = check;
  const next = minorOf(cluster.version) + 1;
  const resources = check.subjects(state, cluster).map((subject) => resourceOf(subject, next));
  const isAtRisk = resources.some(({ insightStatus }) => insightStatus?.status === 'ERROR');
  const refreshedAt = new Date(cluster.insightsRefreshAtMs ?? cluster.createdAtMs);
  return {
    ...{ id, name, description, recommendation, resources },
    category: 'UPGRADE_READINESS',
    kubernetesVersion: `1.${next}`,
    lastRefreshTime: refreshedAt,
    lastTransitionTime: refreshedAt,
    // Assumed; not confirmed against AWS: the reasons.
    insightStatus: isAtRisk
      ? status('ERROR', 'Some are too old for the next version of Kubernetes.')
      : status('PASSING', 'Nothing stands in the way of an upgrade.'),
    additionalInfo: {},
    categorySpecificSummary: { deprecationDetails: [], addonCompatibilityDetails: [] },
  };
}

function resourceOf({ arn, version }: { arn: string; version: string }, next: number): InsightResourceDetail {
  const isTooOld = next - minorOf(version) > SKEW;
  const reason = `Version ${version}, of ${SKEW} minor versions that may lie between it and 1.${next}.`;
  return { arn, insightStatus: status(isTooOld ? 'ERROR' : 'PASSING', reason) };
}

const status = (value: InsightStatusValue, reason: string) => ({ status: value, reason });

/** The 33 of `1.33` and `v1.33.3-eksbuild.10`. */
const minorOf = (version: string) => Number(version.split('.')[1]);
