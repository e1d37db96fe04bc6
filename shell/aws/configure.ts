import type { CommandResult } from '../command.ts';
import { credentials } from './credentials/credentials.ts';
import type { Settings } from './settings.ts';

/** `aws configure get NAME`: a setting of the profile. */
export async function configureGet({ profiles, profile }: Settings, [name = '']: string[]): Promise<CommandResult> {
  const value = profiles[profile]?.[name];
  return { stdout: value === undefined ? '' : `${value}\n`, stderr: '', exitCode: value === undefined ? 1 : 0 };
}

/** `aws configure list`: what is in force, keys cut to their last four characters. */
export async function configureList(settings: Settings): Promise<CommandResult> {
  const keys = await credentials(settings).catch(() => undefined);
  const rows = [
    ['profile', settings.profile],
    ['access_key', masked(keys?.accessKeyId)],
    ['secret_key', masked(keys?.secretAccessKey)],
    ['region', settings.region ?? '<not set>'],
  ];
  const lines = rows.map(([name = '', value = '']) => `${name.padStart(10)} : ${value}\n`);
  return { stdout: lines.join(''), stderr: '', exitCode: 0 };
}

const masked = (secret: string | undefined) => (secret ? `****************${secret.slice(-4)}` : '<not set>');
