import { tablesOf } from '../dynamodb/tables.ts';
import { bucketsIn } from '../s3/tables.ts';
import type { State } from '../state/state.ts';

export interface TaggedResource {
  arn: string;
  tags: Record<string, string>;
}

/**
 * Everything of the account that carries tags in the Region, in the order of its making within each service: S3 buckets,
 * DynamoDB tables, and whatever of EKS has an ARN and tags.
 *
 * IAM's roles and users are not known to the API; its policies and OIDC providers are, in us-east-1, but not here.
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
 */
export function taggedResources(state: State, place: { account: string; region: string }): TaggedResource[] {
  const buckets = [...bucketsIn(state).values()]
    .filter(({ account, region }) => account === place.account && region === place.region)
    .map(({ name, tags = {} }) => ({ arn: `arn:aws:s3:::${name}`, tags }));
  const tables = [...tablesOf(state, place).values()];
  return [...buckets, ...tables, ...eksResources(state, place)]
    .filter(({ tags }) => Object.keys(tags).length > 0)
    .map(({ arn, tags }) => ({ arn, tags }));
}

function eksResources(state: State, { account, region }: { account: string; region: string }): TaggedResource[] {
  return state
    .tableNames()
    .filter((name) => name.startsWith(`${account}/eks/${region}/`))
    .flatMap((name) => [...state.table<Partial<TaggedResource>>(name).values()])
    .flatMap(({ arn, tags }) => (arn && tags ? [{ arn, tags }] : []));
}
