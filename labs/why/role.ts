import type { Role } from '@aws-sdk/client-iam';
import { orAbsent } from '../kit/aws-clients.ts';
import type { World } from '../kit/world.ts';

export const accountOf = (arn: string) => arn.split(':')[4] ?? '';

/** Without path: all that IAM asks for. */
export const roleNameOf = (arn: string) => arn.split('/').at(-1) ?? '';

/** False: IAM does not show it to us, so that nothing can be said about it. */
export const isOurs = (world: World, arn: string) => accountOf(arn) === world.names.ACCOUNT_ID;

/** The role of exactly that ARN, in our account; undefined if there is none. */
export async function findRole(world: World, arn: string): Promise<Role | undefined> {
  const iam = await world.aws.iam();
  const found = await orAbsent(iam.getRole({ RoleName: roleNameOf(arn) }));
  return found?.Role?.Arn === arn ? found.Role : undefined;
}

/** IAM answers policies percent-encoded (RFC 3986). AWS, IAM API reference, GetRole. */
export const trustDocument = (role: Role) => decodeURIComponent(role.AssumeRolePolicyDocument ?? '{}');

/** The ARNs of our roles whose trust policies name that service. */
export async function rolesTrusting(world: World, service: string): Promise<string[]> {
  const iam = await world.aws.iam();
  const found: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await iam.listRoles({ Marker });
    for (const role of page.Roles ?? []) {
      if (role.Arn && trustDocument(role).includes(`"${service}"`)) found.push(role.Arn);
    }
    Marker = page.Marker;
  } while (Marker !== undefined);
  return found;
}
