import { livingStacks } from '../cloudformation/tables.ts';
import { tablesOf } from '../dynamodb/tables.ts';
import { taggables } from '../ec2/taggable.ts';
import type { Place } from '../eks/tables.ts';
import { logGroups } from '../logs/log-group-rows.ts';
import { bucketsIn } from '../s3/tables.ts';
import type { State } from '../state/state.ts';

export interface TaggedResource {
  arn: string;
  tags: Record<string, string>;
}

/**
 * Everything of the account that carries tags in the Region, in the order of its making within each service: S3 buckets,
 * DynamoDB tables, whatever of EKS has an ARN and tags, EC2's networks and what nodes have, log groups,
 * CloudFormation's stacks.
 *
 * IAM's roles and users are not known to the API; its policies and OIDC providers are, in us-east-1, but not here.
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
 */
export function taggedResources(state: State, place: Place): TaggedResource[] {
  return SERVICES.flatMap((resourcesOf) => resourcesOf(state, place))
    .filter(({ tags }) => Object.keys(tags).length > 0)
    .map(({ arn, tags }) => ({ arn, tags }));
}

/** What each service has that can have tags. */
const SERVICES: ((state: State, place: Place) => TaggedResource[])[] = [
  buckets,
  (state, place) => [...tablesOf(state, place).values()],
  eksResources,
  taggables,
  (state, place) => [...logGroups(state, place).values()],
  livingStacks,
];

function buckets(state: State, place: Place): TaggedResource[] {
  return [...bucketsIn(state).values()]
    .filter(({ account, region }) => account === place.account && region === place.region)
    .map(({ name, tags = {} }) => ({ arn: `arn:aws:s3:::${name}`, tags }));
}

function eksResources(state: State, { account, region }: Place): TaggedResource[] {
  return state
    .tableNames()
    .filter((name) => name.startsWith(`${account}/eks/${region}/`))
    .flatMap((name) => [...state.table<Partial<TaggedResource>>(name).values()])
    .flatMap(({ arn, tags }) => (arn && tags ? [{ arn, tags }] : []));
}
