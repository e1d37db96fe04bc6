import type { ClusterName, Place } from './tables.ts';

/** ARN of something of EKS: `cluster/<name>`, `addon/<cluster>/<name>/<uuid>`, `podidentityassociation/<cluster>/<id>`. */
export const eksArn = ({ account, region }: Place, path: string) => `arn:aws:eks:${region}:${account}:${path}`;

export interface EksArn extends Place {
  kind: string;
  /** What follows the kind: `<cluster>`, `<cluster>/<id>`. */
  path: string[];
}

/** Undefined if the text is not the ARN of an EKS resource. */
export function parseEksArn(arn: string): EksArn | undefined {
  const [, region, account, kind, path] = /^arn:aws:eks:([^:]+):(\d{12}):([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (!region || !account || !kind || !path) return undefined;
  return { region, account, kind, path: path.split('/') };
}

/** Where a cluster's ARN says that it is, and its name. */
export function clusterPlaceOf(clusterArn: string): ClusterName {
  const { account = '', region = '', path = [] } = parseEksArn(clusterArn) ?? {};
  return { account, region, name: path.join('/') };
}

/** The account that an IAM role's ARN names. */
export const accountOfRole = (roleArn: string) => /^arn:aws:iam::(\d{12}):role\/.+$/.exec(roleArn)?.[1];
