import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import {
  loadConfig,
  loadSharedConfigFiles,
  memoize,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
} from '@smithy/core/config';
import type { AwsKeys } from '../../../labs/kit/sdk-configuration.ts';
import { WrongInput } from '../command.ts';
import { type AccountClients, createAccountClients } from './account-clients.ts';
import { answerTime } from './answer-time.ts';
import { explainCredentials } from './explain-credentials.ts';

type Environment = Record<string, string | undefined>;

/** Keys that are asked for again shortly before they expire. */
export type Credentials = () => Promise<AwsKeys & { expiration?: Date }>;

/** The account that is called, before anything is known of it but how to call. */
export interface AwsAccount {
  region: string;
  credentials: Credentials;
  aws: AccountClients;
}

const SOON_MS = 5 * 60_000;
/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html: adaptive also slows the caller down. */
export const RETRIES = { maxAttempts: 8, retryMode: 'adaptive' as const };

/** The account of the SDK's default chain. Errors: WrongInput if no Region is set. */
export async function openAccount(env: Environment): Promise<AwsAccount> {
  // The SDK's note that later versions need a later Node is no concern of a learner.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const region = await findRegion(env);
  const credentials = renewed(fromNodeProviderChain());
  return {
    region,
    credentials,
    aws: createAccountClients({ region, credentials, retries: RETRIES, answerMs: answerTime(env) }),
  };
}

/**
 * The partner's account: of the profile PARTNER_PROFILE, or `partner`; undefined if there is no such profile.
 *
 * Errors: WrongInput if PARTNER_PROFILE names a profile that does not exist.
 */
export async function openPartner(region: string, env: Environment): Promise<AwsAccount | undefined> {
  const profile = env.PARTNER_PROFILE || 'partner';
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  if (!configFile[profile] && !credentialsFile[profile]) {
    if (!env.PARTNER_PROFILE) return undefined;
    throw new WrongInput(`PARTNER_PROFILE is ${profile}, and your AWS configuration has no such profile.`);
  }
  const credentials = renewed(fromIni({ profile }));
  return {
    region,
    credentials,
    aws: createAccountClients({ region, credentials, retries: RETRIES, answerMs: answerTime(env) }),
  };
}

/** AWS_DEFAULT_REGION too, which the AWS CLI reads and the SDK does not. */
async function findRegion({ AWS_REGION, AWS_DEFAULT_REGION }: Environment): Promise<string> {
  const ofProfile = loadConfig(NODE_REGION_CONFIG_OPTIONS, NODE_REGION_CONFIG_FILE_OPTIONS);
  const found = AWS_REGION || AWS_DEFAULT_REGION || (await ofProfile().catch(() => ''));
  if (found) return found;
  throw new WrongInput('No AWS Region is set. Set AWS_REGION, such as export AWS_REGION=us-west-2.');
}

function renewed(provider: Credentials): Credentials {
  const explained = () => provider().catch((error: unknown) => Promise.reject(explainCredentials(error)));
  const isSoon = ({ expiration }: { expiration?: Date }) =>
    expiration !== undefined && expiration.getTime() - Date.now() < SOON_MS;
  return memoize(explained, isSoon, ({ expiration }) => expiration !== undefined);
}
