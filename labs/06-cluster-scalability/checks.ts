import { type Check, check } from '../kit/lab.ts';
import type { World } from '../kit/world.ts';

/** What an account may hold unless the quota is raised. facts D */
const DEFAULT_QUOTA = 100;

async function providersOf(world: World): Promise<string[]> {
  const { OpenIDConnectProviderList = [] } = await (await world.aws.iam()).listOpenIDConnectProviders({});
  return OpenIDConnectProviderList.map(({ Arn = '' }) => Arn);
}

/** No provider more fits into an account with the default quota. */
export function accountIsFull(): Check {
  return check({
    must: 'the account holds as many OIDC providers as it may by default',
    expected: `${DEFAULT_QUOTA} providers or more`,
    next: 'Run the commands of the step again: they register as many as are missing.',
    async observe(world) {
      const { length } = await providersOf(world);
      return { ok: length >= DEFAULT_QUOTA, seen: `${length} providers` };
    },
  });
}

/** One provider more than an account with the default quota can hold: the quota was raised. */
export function accountHoldsMore(): Check {
  return check({
    must: 'the account holds more OIDC providers than the default quota allows',
    expected: `more than ${DEFAULT_QUOTA} providers`,
    next: 'Ask for a higher quota: aws service-quotas request-service-quota-increase; then register the one that was refused.',
    async observe(world) {
      const { length } = await providersOf(world);
      return { ok: length > DEFAULT_QUOTA, seen: `${length} providers` };
    },
  });
}

/** The made-up issuers that are still registered. */
export async function madeUpProviders(world: World): Promise<string[]> {
  const arns = await providersOf(world);
  return arns.filter((arn) => arn.includes(`/${world.names.MANY_ISSUERS}/`)).map((arn) => `OIDC provider ${arn}`);
}
