import type { GetOpenIDConnectProviderResponse } from '@aws-sdk/client-iam';
import { orAbsent } from '../kit/aws-clients.ts';
import type { Case } from './case.ts';
import { accountOf } from './role.ts';

/** The provider must be in the role's account, whichever the cluster's is. facts A.7 */
export function providerArn({ roleArn, issuer, world }: Case): string {
  const account = roleArn ? accountOf(roleArn) : world.names.ACCOUNT_ID;
  return `arn:aws:iam::${account}:oidc-provider/${issuer}`;
}

/** The provider of the cluster's issuer; undefined if there is none. */
export async function findProvider(seen: Case): Promise<GetOpenIDConnectProviderResponse | undefined> {
  const iam = await seen.world.aws.iam();
  return orAbsent(iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn: providerArn(seen) }));
}
