import { orAbsent } from './aws-clients.ts';
import { type Check, check } from './lab.ts';
import type { Names } from './names.ts';
import type { World } from './world.ts';

/** The bucket exists and holds the object; the partner's is for the partner to look at. */
export function bucketHolds(bucket: keyof Names, key: string, owner: 'aws' | 'partner' = 'aws'): Check {
  return check({
    must: `${owner === 'partner' ? "the partner's " : ''}bucket $${bucket} holds ${key}`,
    expected: `an object ${key}`,
    next: "Run the step's commands again; each looks first and makes only what is missing.",
    async observe(world) {
      const s3 = await world[owner].s3();
      const list = await orAbsent(s3.listObjectsV2({ Bucket: world.names[bucket] }));
      if (!list) return { ok: false, seen: `no bucket ${world.names[bucket]}` };
      const keys = (list.Contents ?? []).map((object) => object.Key);
      return { ok: keys.includes(key), seen: keys.length > 0 ? `objects ${keys.join(', ')}` : 'an empty bucket' };
    },
  });
}

/** The table exists and holds at least one row of the team. */
export function tableHolds(table: keyof Names, team: string): Check {
  return check({
    must: `table $${table} holds rows of ${team}`,
    expected: `at least one row with team = ${team}`,
    next: "Run the step's commands again; each looks first and makes only what is missing.",
    async observe(world) {
      const dynamodb = await world.aws.dynamodb();
      const answer = await orAbsent(
        dynamodb.query({
          TableName: world.names[table],
          KeyConditionExpression: '#team = :team',
          ExpressionAttributeNames: { '#team': 'team' },
          ExpressionAttributeValues: { ':team': { S: team } },
        }),
      );
      if (!answer) return { ok: false, seen: `no table ${world.names[table]}` };
      return { ok: (answer.Count ?? 0) > 0, seen: `${answer.Count ?? 0} rows` };
    },
  });
}

/** One statement of a policy, its lists made lists. */
export interface Statement {
  principal: Record<string, string[]>;
  actions: string[];
  condition: Record<string, Record<string, string[]>>;
}

/** The Allow statements of a role's trust policy; undefined if there is no such role. */
export async function trustOf(world: World, role: string): Promise<Statement[] | undefined> {
  const iam = await world.aws.iam();
  const answer = await orAbsent(iam.getRole({ RoleName: role }));
  if (!answer) return undefined;
  // IAM answers policies percent-encoded (RFC 3986). AWS, IAM API reference, GetRole.
  const document = JSON.parse(decodeURIComponent(answer.Role?.AssumeRolePolicyDocument ?? '{}')) as {
    Statement?: RawStatement | RawStatement[];
  };
  return list(document.Statement)
    .filter((statement) => statement.Effect === 'Allow')
    .map(readStatement);
}

interface RawStatement {
  Effect?: string;
  Principal?: Record<string, string | string[]> | '*';
  Action?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

function readStatement({ Principal = {}, Action, Condition = {} }: RawStatement): Statement {
  const principal = Principal === '*' ? { AWS: '*' } : Principal;
  return {
    principal: mapValues(principal, list),
    actions: list(Action),
    condition: mapValues(Condition, (keys) => mapValues(keys, list)),
  };
}

function list<Item>(value: Item | Item[] | undefined): Item[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function mapValues<From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** The name of the inline policies of a role; undefined if there is no such role. */
export async function inlinePoliciesOf(world: World, role: string): Promise<string[] | undefined> {
  const iam = await world.aws.iam();
  return (await orAbsent(iam.listRolePolicies({ RoleName: role })))?.PolicyNames;
}

/** A cluster's issuer without its scheme: the form that trust policies and provider ARNs use. facts A.5, A.8 */
export async function issuerOf(world: World, cluster: string): Promise<string> {
  const eks = await world.aws.eks();
  const { cluster: found } = await eks.describeCluster({ name: cluster });
  return (found?.identity?.oidc?.issuer ?? '').replace('https://', '');
}

/** The IAM OIDC provider's ARN for an issuer without scheme. */
export function providerArn(world: World, issuer: string): string {
  return `arn:aws:iam::${world.names.ACCOUNT_ID}:oidc-provider/${issuer}`;
}

/** IAM has an OIDC provider for the cluster's issuer, with the audience that IRSA tokens carry. */
export function providerExists(cluster: 'CLUSTER_A' | 'CLUSTER_B'): Check {
  return check({
    must: `IAM knows the OIDC issuer of $${cluster}`,
    expected: 'a provider with client id sts.amazonaws.com',
    next: `Create it: aws iam create-open-id-connect-provider with the issuer URL of $${cluster}`,
    async observe(world) {
      const iam = await world.aws.iam();
      const arn = providerArn(world, await issuerOf(world, world.names[cluster]));
      const provider = await orAbsent(iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }));
      if (!provider) return { ok: false, seen: `no provider ${arn}` };
      const clients = provider.ClientIDList ?? [];
      return {
        ok: clients.includes('sts.amazonaws.com'),
        seen: `provider with client ids ${clients.join(', ') || 'none'}`,
      };
    },
  });
}
