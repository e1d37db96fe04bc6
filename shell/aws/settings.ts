import type { CommandContext } from '../command.ts';
import { CliError, CONFIGURATION } from './cli-error.ts';
import type { GlobalOptions } from './global-options.ts';
import { type Profiles, readProfiles } from './profiles.ts';

/** What one `aws` invocation runs with: its context, its options, and what the profile says. */
export interface Settings {
  context: CommandContext;
  options: GlobalOptions;
  profiles: Profiles;
  profile: string;
  /** Undefined if nothing sets one. */
  region?: string;
}

export async function loadSettings(context: CommandContext, options: GlobalOptions): Promise<Settings> {
  const { env } = context;
  const profiles = await readProfiles(context);
  const named = options.profile ?? env.AWS_PROFILE ?? env.AWS_DEFAULT_PROFILE;
  const profile = named || 'default';
  if (named && !profiles[named]) throw new CliError(255, `\nThe config profile (${named}) could not be found`);
  const region = options.region || env.AWS_REGION || env.AWS_DEFAULT_REGION || profiles[profile]?.region;
  return { context, options, profiles, profile, region };
}

export function requireRegion({ region }: Settings): string {
  if (region) return region;
  const remedy = 'You can also configure your region by running "aws configure".';
  throw new CliError(CONFIGURATION, `\nYou must specify a region. ${remedy}`);
}

/** The endpoint that options or environment name for a service, or undefined for AWS's own. */
export function endpointFor(
  { options, context: { env }, profiles, profile }: Settings,
  id: string,
): string | undefined {
  return (
    options.endpointUrl ||
    env[`AWS_ENDPOINT_URL_${id}`] ||
    env.AWS_ENDPOINT_URL ||
    profiles[profile]?.endpoint_url ||
    undefined
  );
}
