import type {
  DescribeInsightRequest,
  DescribeInsightResponse,
  DescribeInsightsRefreshRequest,
  DescribeInsightsRefreshResponse,
  Insight,
  InsightSummary,
  ListInsightsRequest,
  ListInsightsResponse,
  StartInsightsRefreshRequest,
  StartInsightsRefreshResponse,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { operation } from '../wire/operation.ts';
import { clusterAccess, getCluster } from './clusters.ts';
import { page } from './page.ts';
import { clusters } from './tables.ts';
import { WORK_MS } from './transition.ts';
import { upgradeInsights } from './upgrade-insights.ts';

export const listInsights = operation<ListInsightsRequest, ListInsightsResponse>({
  limits: 'Of upgrade readiness: versions of node groups and kube-proxy, and the cluster’s health.',
  access: ({ clusterName }, context) => [clusterAccess('eks:ListInsights', clusterName, context)],
  run({ clusterName, filter = {}, maxResults, nextToken }, { state, ...context }) {
    const { categories = [], kubernetesVersions = [], statuses = [] } = filter;
    const found = upgradeInsights(state, getCluster(state, context, clusterName)).filter(
      ({ category = '', kubernetesVersion = '', insightStatus }) =>
        (categories.length === 0 || categories.some((wanted) => wanted === category)) &&
        (kubernetesVersions.length === 0 || kubernetesVersions.includes(kubernetesVersion)) &&
        (statuses.length === 0 || statuses.some((wanted) => wanted === insightStatus?.status)),
    );
    const { items, ...rest } = page(found, maxResults, nextToken);
    return { insights: items.map(summaryOf), ...rest };
  },
});

export const describeInsight = operation<DescribeInsightRequest, DescribeInsightResponse>({
  access: ({ clusterName }, context) => [clusterAccess('eks:DescribeInsight', clusterName, context)],
  run({ clusterName, id }, { state, ...context }) {
    const insight = upgradeInsights(state, getCluster(state, context, clusterName)).find((one) => one.id === id);
    if (insight) return { insight };
    // Assumed; not confirmed against AWS.
    throw new AwsError('ResourceNotFoundException', 404, `No insight found for id: ${id}.`, { clusterName });
  },
});

export const startInsightsRefresh = operation<StartInsightsRefreshRequest, StartInsightsRefreshResponse>({
  limits: 'Insights are always of the present moment; only their times change.',
  access: ({ clusterName }, context) => [clusterAccess('eks:StartInsightsRefresh', clusterName, context)],
  run({ clusterName }, { state, now, ...context }) {
    const cluster = getCluster(state, context, clusterName);
    clusters(state, cluster).put(cluster.name, { ...cluster, insightsRefreshAtMs: now });
    // Assumed; not confirmed against AWS: the text.
    return { message: 'Insights refresh is in progress.', status: 'IN_PROGRESS' };
  },
});

export const describeInsightsRefresh = operation<DescribeInsightsRefreshRequest, DescribeInsightsRefreshResponse>({
  access: ({ clusterName }, context) => [clusterAccess('eks:DescribeInsightsRefresh', clusterName, context)],
  run({ clusterName }, { state, now, ...context }) {
    const { insightsRefreshAtMs: startedAtMs } = getCluster(state, context, clusterName);
    if (startedAtMs === undefined) {
      // Assumed; not confirmed against AWS.
      throw new AwsError('ResourceNotFoundException', 404, 'No insights refresh found.', { clusterName });
    }
    const startedAt = new Date(startedAtMs);
    const isDone = now >= startedAtMs + WORK_MS;
    if (!isDone) return { message: 'Insights refresh is in progress.', status: 'IN_PROGRESS', startedAt };
    const endedAt = new Date(startedAtMs + WORK_MS);
    return { message: 'Insights refresh is complete.', status: 'COMPLETED', startedAt, endedAt };
  },
});

function summaryOf(insight: Insight): InsightSummary {
  const { id, name, category, kubernetesVersion, lastRefreshTime, lastTransitionTime } = insight;
  const { description, insightStatus } = insight;
  return {
    ...{ id, name, category, kubernetesVersion, lastRefreshTime, lastTransitionTime },
    ...{ description, insightStatus },
  };
}
