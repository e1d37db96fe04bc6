import type {
  ClusterVersionInformation,
  DescribeClusterVersionsRequest,
  DescribeClusterVersionsResponse,
} from '@aws-sdk/client-eks';
import { operation } from '../wire/operation.ts';
import { page } from './page.ts';

export const DEFAULT_VERSION = '1.33';
export const PLATFORM_VERSION = 'eks.22';

/** Newest first, with the dates of the user guide's release calendar (kubernetes-versions, read 2025-11). */
const VERSIONS = [
  { version: '1.34', released: '2025-10-02', standardUntil: '2026-12-02', extendedUntil: '2027-12-02' },
  { version: '1.33', released: '2025-05-29', standardUntil: '2026-07-29', extendedUntil: '2027-07-29' },
  { version: '1.32', released: '2025-01-23', standardUntil: '2026-03-23', extendedUntil: '2027-03-23' },
  { version: '1.31', released: '2024-09-26', standardUntil: '2025-11-26', extendedUntil: '2026-11-26' },
];

export const isKnownVersion = (version: string) => VERSIONS.some((known) => known.version === version);

export const describeClusterVersions = operation<DescribeClusterVersionsRequest, DescribeClusterVersionsResponse>({
  limits: 'Four versions, 1.31 to 1.34.',
  access: () => [{ action: 'eks:DescribeClusterVersions', resource: '*' }],
  run({ clusterVersions, defaultOnly, versionStatus, status, maxResults, nextToken }, { now }) {
    const wanted = VERSIONS.map((row) => versionOutput(row, now))
      .filter((row) => !clusterVersions?.length || clusterVersions.includes(row.clusterVersion ?? ''))
      .filter((row) => !defaultOnly || row.defaultVersion)
      .filter((row) => !versionStatus || row.versionStatus === versionStatus)
      .filter((row) => !status || row.status === status);
    const { items, ...rest } = page(wanted, maxResults, nextToken);
    return { clusterVersions: items, ...rest };
  },
});

function versionOutput(row: (typeof VERSIONS)[number], now: number): ClusterVersionInformation {
  const standard = now < Date.parse(row.standardUntil);
  return {
    clusterVersion: row.version,
    clusterType: 'eks',
    defaultPlatformVersion: PLATFORM_VERSION,
    defaultVersion: row.version === DEFAULT_VERSION,
    releaseDate: new Date(row.released),
    endOfStandardSupportDate: new Date(row.standardUntil),
    endOfExtendedSupportDate: new Date(row.extendedUntil),
    status: standard ? 'standard-support' : 'extended-support',
    versionStatus: standard ? 'STANDARD_SUPPORT' : 'EXTENDED_SUPPORT',
    kubernetesPatchVersion: `${row.version}.0`,
  };
}
