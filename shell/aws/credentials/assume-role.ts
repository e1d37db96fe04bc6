import { callService } from '../call-service.ts';
import { CliError, GENERAL } from '../cli-error.ts';
import type { Settings } from '../settings.ts';
import { type AwsKeys, credentials, keysOfProfile } from './credentials.ts';
import { asKeys, type StsCredentials } from './sts-credentials.ts';

/** A profile with `role_arn` and `source_profile`. */
export async function assumeRoleCredentials(settings: Settings): Promise<AwsKeys | undefined> {
  const { profiles, profile, context } = settings;
  const { role_arn: roleArn, source_profile: source, external_id: ExternalId } = profiles[profile] ?? {};
  if (!roleArn || !source) return undefined;
  const RoleSessionName =
    profiles[profile]?.role_session_name ?? `botocore-session-${Math.floor(context.now() / 1000)}`;
  const answer = await callService<{ Credentials?: StsCredentials }>(settings, 'sts', 'AssumeRole', {
    input: { RoleArn: roleArn, RoleSessionName, ExternalId },
    keys: await sourceKeys(settings, source),
  });
  return asKeys(answer.Credentials);
}

async function sourceKeys(settings: Settings, source: string): Promise<AwsKeys> {
  const { profiles, profile } = settings;
  if (!profiles[source]) {
    const missing = `The source_profile "${source}" referenced in the profile "${profile}" does not exist.`;
    throw new CliError(GENERAL, `\nInvalid configuration: ${missing}`);
  }
  // A profile may name itself: its own keys are then the source.
  if (source === profile) return keysOfProfile(profiles[source]) ?? credentials({ ...settings, profile: '' });
  return credentials({ ...settings, profile: source, options: { ...settings.options, profile: source } });
}
