import { join } from 'node:path';
import { writePrivateFile } from '../../../host/write-file.ts';
import { createAwsClients } from '../../../labs/kit/aws-clients.ts';
import { type Names, workshopNames } from '../../../labs/kit/names.ts';
import type { Patience } from '../../../labs/kit/verify.ts';
import { WrongInput } from '../command.ts';
import { workIn } from '../lab-home.ts';
import { createNodeTransport } from '../node-transport.ts';
import { requireSampleApp } from '../sample-app.ts';
import { trustedByHost } from '../trusted-authority.ts';
import { answerTime } from './answer-time.ts';
import { type AwsAccount, openPartner, RETRIES } from './aws-account.ts';
import { findClusters, type ReachableCluster } from './aws-clusters.ts';
import { awsKubeconfig } from './aws-kubeconfig.ts';
import { shellEnvironment, shellFiles } from './aws-shell.ts';
import { chosenClusters } from './chosen-clusters.ts';
import { createWorld } from './create-world.ts';
import { patientTransport } from './patient-transport.ts';
import { realTime } from './real-time.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import type { Session, Target } from './target.ts';

type Environment = Record<string, string | undefined>;

/** Pods wait for images; IAM and associations take seconds to arrive, and often longer. facts D */
const PATIENCE: Patience = { ...realTime, settleMs: 180_000, graceMs: 30_000, pollMs: 1000 };

/** An account, its labs' names, and the folder of its files. */
interface Place {
  account: AwsAccount;
  names: Names;
  home: string;
  env: Environment;
}

/** The account of the SDK's default chain. Errors: WrongInput for credentials or an account that cannot be used. */
export async function awsTarget(options: Map<string, string>, env: Environment): Promise<Target> {
  return targetIn(await signIn(env), options, env);
}

/** As `awsTarget`, for whoever has signed in already. */
export function targetIn(signedIn: SignedIn, options: Map<string, string>, env: Environment): Target {
  const { account, identity, home } = signedIn;
  const names = {
    ...workshopNames(identity.account, account.region),
    ...chosenClusters(options, env, signedIn),
  };
  const place = { account, names, home, env };
  return {
    name: 'aws',
    home,
    environment: async () => prepareEnvironment(place, await clustersOf(place)),
    open: () => open(place),
  };
}

const clustersOf = ({ account, names, env }: Place) => findClusters(account, [names.CLUSTER_A, names.CLUSTER_B], env);

async function open(place: Place): Promise<Session> {
  const { account, names, env } = place;
  await requireSampleApp();
  const [clusters, partner] = await Promise.all([clustersOf(place), openPartner(account.region, env)]);
  const trustedAuthority = trustedByHost(clusters);
  const answerMs = answerTime(env);
  const transport = patientTransport(createNodeTransport(trustedAuthority, answerMs), PATIENCE.sleep);
  return {
    environment: prepareEnvironment(place, clusters),
    shellEnvironment: shellEnvironment(env),
    shellFiles: () => shellFiles(account, partner, env.AWS_PROFILE),
    transport,
    trustedAuthority,
    answerMs,
    world: createWorld({
      names,
      isRealAccount: !env.AWS_ENDPOINT_URL,
      aws: account.aws,
      partner: partner?.aws ?? noPartner(account.region),
      servers: new Map(clusters.map((cluster) => [cluster.name, cluster])),
      unreachable: (cluster) => noCluster(cluster, names),
      transport,
    }),
    patience: PATIENCE,
  };
}

/** Writes the files that the variables name. */
function prepareEnvironment({ account: { region }, names, home, env }: Place, clusters: ReachableCluster[]) {
  const kubeconfig = join(home, 'kubeconfig');
  writePrivateFile(kubeconfig, awsKubeconfig(clusters, { region, profile: env.AWS_PROFILE }));
  return {
    LAB_TARGET: 'aws',
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: '',
    AWS_RETRY_MODE: env.AWS_RETRY_MODE || RETRIES.retryMode,
    AWS_MAX_ATTEMPTS: env.AWS_MAX_ATTEMPTS || String(RETRIES.maxAttempts),
    KUBECONFIG: kubeconfig,
    LAB_WORK: workIn(home),
    ...names,
  };
}

const noCluster = (name: string, { ACCOUNT_ID, AWS_REGION }: Names) =>
  `Account ${ACCOUNT_ID} has no cluster ${name} in ${AWS_REGION} that is ready. Run npm run lab:setup -- --target aws, or name your own: --cluster-a <name> --cluster-b <name>`;

/** Clients that say what is missing as soon as a lab needs them. */
function noPartner(region: string) {
  const missing =
    'This needs a second AWS account: sign in to it with a profile named partner, or name its profile in PARTNER_PROFILE.';
  return createAwsClients({ region, credentials: () => Promise.reject(new WrongInput(missing)) });
}
