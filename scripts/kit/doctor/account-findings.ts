import { WrongInput } from '../command.ts';
import { findCurrentRun } from '../setup/run-folder.ts';
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
    return [
      who,
      ...lookAtEndpoints(env),
      found,
      partner,
      ...permissions,
      ...quotas,
      ...lookAtCost(),
      lookAtSetup(home),
      BY_LABS,
    ];
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error;
    return [bad('AWS cannot be called', error.message)];
  }
}

const BY_LABS = unknown(
  'Labs make, in this account: roles, users, policies, OIDC providers, buckets, tables, associations and the Pod Identity\n' +
    '    agent, all named workshop-*, and namespaces in the clusters.',
);

/** What `lab:setup` has made, or would make. */
function lookAtSetup(home: string): Finding {
  const kept = findCurrentRun(home);
  if (!kept) {
    return unknown(
      'No setup yet. It would make a VPC with two public subnets, two clusters with one t3.medium node each, and their four\n' +
        '    roles, as three CloudFormation stacks; with --cluster-a and --cluster-b it makes nothing',
      'npm run lab:setup -- --target aws',
    );
  }
  const { id, region, startedAt, clusters, makesClusters } = kept.run;
  const what = `${Object.values(clusters).join(' and ')} in ${region}, ${makesClusters ? 'made' : 'of your own'}`;
  return good(`Run ${id} of lab:setup, begun ${new Date(startedAt).toISOString()}: ${what}`);
}

/** Whoever set these once may have forgotten it. */
function lookAtEndpoints(env: Environment): Finding[] {
  const set = Object.entries(env).filter(([name, value]) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && value);
  return set.map(([name, value]) => unknown(`Calls do not go to AWS itself: ${name} is ${value}`));
}

const SETUP_OR_OWN = 'npm run lab:setup -- --target aws, or name your own: --cluster-a <name> --cluster-b <name>';

function lookAtClusters(wanted: string[], found: { name: string }[]): Finding {
  const missing = wanted.filter((name) => !found.some((one) => one.name === name));
  if (missing.length === 0) return good(`Clusters ${wanted.join(' and ')} are there`);
  return unknown(`No cluster ${missing.join(' and ')}`, SETUP_OR_OWN);
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
