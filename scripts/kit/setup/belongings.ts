import { type DynamoDB, paginateListTables } from '@aws-sdk/client-dynamodb';
import { type IAM, paginateListPolicies, paginateListRoles, paginateListUsers } from '@aws-sdk/client-iam';
import { paginateListBuckets, type S3 } from '@aws-sdk/client-s3';
import { type AwsClients, orAbsent } from '../../../labs/kit/aws-clients.ts';
import type { Names } from '../../../labs/kit/names.ts';

/** Which of the workshop's names are names of things in an account, by the end of the variable. */
export const NAMED = {
  role: /_ROLE$/,
  user: /_USER$/,
  policy: /_(POLICY|BOUNDARY)$/,
  bucket: /_BUCKET$/,
  table: /_TABLE$/,
};
type NamedKind = keyof typeof NAMED;

/** A thing of the labs in an account. */
export interface Belonging {
  kind: NamedKind | 'OIDC provider';
  /** Of policies and providers the ARN: IAM asks for it. */
  name: string;
  /** The variable that holds the name; none for a provider of a cluster. */
  variable?: string;
  /** In ms since the epoch. */
  madeAt: number;
  /** True in the partner's account. */
  isPartners?: true;
}

/** Where to look, and for what. */
export interface Search {
  names: Names;
  aws: AwsClients;
  /** Those of the clusters, `https://…`. */
  issuers: string[];
}

/** All that the labs have made in this account and that is there: by listing, and with exactly the labs' names. */
export async function findBelongings(search: Search): Promise<Belonging[]> {
  const { aws, names } = search;
  const iam = await aws.iam();
  // In the order in which they can be removed.
  const found = await Promise.all([
    listRoles(iam, names),
    listUsers(iam, names),
    listPolicies(iam, names),
    listBuckets(await aws.s3(), names),
    listTables(await aws.dynamodb(), names),
    listProviders(iam, search),
  ]);
  return found.flat();
}

/** The belonging that has one of the labs' names; none if the name is another. */
function named(names: Names, kind: NamedKind, name = '', more: { madeAt?: Date; arn?: string } = {}): Belonging[] {
  const variable = Object.entries(names).find(([key, value]) => NAMED[kind].test(key) && value === name)?.[0];
  if (variable === undefined) return [];
  return [{ kind, name: more.arn ?? name, variable, madeAt: more.madeAt?.getTime() ?? 0 }];
}

const listRoles = (client: IAM, names: Names) =>
  collect(paginateListRoles({ client }, {}), ({ Roles = [] }) =>
    Roles.flatMap(({ RoleName, CreateDate }) => named(names, 'role', RoleName, { madeAt: CreateDate })),
  );

const listUsers = (client: IAM, names: Names) =>
  collect(paginateListUsers({ client }, {}), ({ Users = [] }) =>
    Users.flatMap(({ UserName, CreateDate }) => named(names, 'user', UserName, { madeAt: CreateDate })),
  );

const listPolicies = (client: IAM, names: Names) =>
  collect(paginateListPolicies({ client }, { Scope: 'Local' }), ({ Policies = [] }) =>
    Policies.flatMap(({ PolicyName, Arn, CreateDate }) =>
      named(names, 'policy', PolicyName, { madeAt: CreateDate, arn: Arn }),
    ),
  );

const listBuckets = (client: S3, names: Names) =>
  collect(paginateListBuckets({ client }, {}), ({ Buckets = [] }) =>
    Buckets.flatMap(({ Name, CreationDate }) => named(names, 'bucket', Name, { madeAt: CreationDate })),
  );

async function collect<Page>(pages: AsyncIterable<Page>, of: (page: Page) => Belonging[]): Promise<Belonging[]> {
  const found: Belonging[] = [];
  for await (const page of pages) found.push(...of(page));
  return found;
}

async function listTables(client: DynamoDB, names: Names): Promise<Belonging[]> {
  const found: Belonging[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const name of TableNames.filter((one) => named(names, 'table', one).length > 0)) {
      const table = await orAbsent(client.describeTable({ TableName: name }));
      if (table) found.push(...named(names, 'table', name, { madeAt: table.Table?.CreationDateTime }));
    }
  }
  return found;
}

/** Providers tell their issuer by their ARN: those of the clusters, and those that labs 06 and 10 make up. */
async function listProviders(iam: IAM, { names, issuers }: Search): Promise<Belonging[]> {
  const { OpenIDConnectProviderList = [] } = await iam.listOpenIDConnectProviders({});
  const own = OpenIDConnectProviderList.flatMap(({ Arn = '' }) => {
    const issuer = `https://${Arn.split(':oidc-provider/')[1]}`;
    if (issuers.includes(issuer)) return [{ arn: Arn }];
    if (issuer.startsWith(`https://${names.MANY_ISSUERS}/`)) return [{ arn: Arn, variable: 'MANY_ISSUERS' }];
    return issuer.startsWith(`https://${names.ENV_BUCKET}.s3.`) ? [{ arn: Arn, variable: 'ENV_BUCKET' }] : [];
  });
  const dated = own.map(async ({ arn, ...rest }) => {
    const provider = await orAbsent(iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: arn }));
    const madeAt = provider?.CreateDate?.getTime() ?? 0;
    return provider ? [{ kind: 'OIDC provider' as const, name: arn, ...rest, madeAt }] : [];
  });
  return (await Promise.all(dated)).flat();
}
