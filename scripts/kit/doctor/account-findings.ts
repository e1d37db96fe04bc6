import { WrongInput } from '../command.ts';
import { openAccount, openPartner } from '../target/aws-account.ts';
import { findClusters } from '../target/aws-clusters.ts';
import { identify, refusal } from '../target/aws-identity.ts';
import { chosenClusters } from '../target/chosen-clusters.ts';
import { accountHome } from '../target/sign-in.ts';
import { lookAtCost } from './cost.ts';
import { bad, type Finding, good, orUnknown, unknown } from './finding.ts';
import { lookAtPermissions } from './permissions.ts';
import { lookAtQuotas } from './quotas.ts';

type Environment = Record<string, string | undefined>;

/** The account behind the SDK's default chain. Nothing more is asked of one that the labs refuse. */
export async function lookAtAccount(options: Map<string, string>, env: Environment): Promise<Finding[]> {
  try {
    const account = await openAccount(env);
    const identity = await identify(account);
    const who = good(`You are ${identity.arn} of account ${identity.account}, in ${account.region}`);
    const refused = refusal(identity, env);
    if (refused) return [who, ...lookAtEndpoints(env), bad('The labs do not run as this caller', refused)];
    const home = accountHome(identity);
    const clusters = Object.values(chosenClusters(options, env, { account, home }));
    const [found, partner, permissions, quotas] = await Promise.all([
      orUnknown('Clusters', async () => lookAtClusters(clusters, await findClusters(account, clusters, env))),
      lookAtPartner(account.region, env),
      lookAtPermissions(account, identity),
      lookAtQuotas(account),
    ]);
    return [who, ...lookAtEndpoints(env), found, partner, ...permissions, ...quotas, ...lookAtCost(), MADE];
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error;
    return [bad('AWS cannot be called', error.message)];
  }
}

const MADE = unknown(
  'Labs make, in this account: roles, policies, OIDC providers, buckets, tables, associations and the Pod Identity agent,\n' +
    '    all named workshop-*, and namespaces in the clusters. Clusters must be there: bring your own.',
);

/** Whoever set these once may have forgotten it. */
function lookAtEndpoints(env: Environment): Finding[] {
  const set = Object.entries(env).filter(([name, value]) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && value);
  return set.map(([name, value]) => unknown(`Calls do not go to AWS itself: ${name} is ${value}`));
}

function lookAtClusters(wanted: string[], found: { name: string }[]): Finding {
  const missing = wanted.filter((name) => !found.some((one) => one.name === name));
  if (missing.length === 0) return good(`Clusters ${wanted.join(' and ')} are there`);
  return unknown(`No cluster ${missing.join(' and ')}`, 'Name your own: --cluster-a <name> --cluster-b <name>');
}

async function lookAtPartner(region: string, env: Environment): Promise<Finding> {
  const remedy = 'Name a profile of a second account in PARTNER_PROFILE, or call it partner.';
  return orUnknown("The partner's account", async () => {
    const partner = await openPartner(region, env);
    if (!partner) return unknown('No second account; the labs that cross accounts need one', remedy);
    const { account, arn } = await identify(partner);
    return good(`The partner is ${arn} of account ${account}`);
  });
}
