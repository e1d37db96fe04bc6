import type { CommandResult } from '../../command.ts';
import { CliError } from '../cli-error.ts';
import { readFlags } from '../flags.ts';
import type { Settings } from '../settings.ts';
import { requireS3 } from './location.ts';
import { deleteObject, listObjects } from './objects.ts';

/** `aws s3 rm s3://bucket/key [--recursive]`. */
export async function rm(settings: Settings, args: string[]): Promise<CommandResult> {
  const { positional, options } = readFlags(args, [], ['--recursive', '--quiet', '--only-show-errors']);
  const { bucket, key } = requireS3(positional[0]);
  const keys = options.has('--recursive')
    ? (await listObjects(settings, bucket, key)).objects.map(({ Key }) => Key)
    : [key];
  return removeObjects(settings, bucket, keys, options.has('--quiet') || options.has('--only-show-errors'));
}

export async function removeObjects(
  settings: Settings,
  bucket: string,
  keys: string[],
  quiet = false,
): Promise<CommandResult> {
  const result = { stdout: '', stderr: '', exitCode: 0 };
  for (const key of keys) {
    const target = `s3://${bucket}/${key}`;
    try {
      await deleteObject(settings, bucket, key);
      if (!quiet) result.stdout += `delete: ${target}\n`;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      result.stderr += `delete failed: ${target} ${error.message.trim()}\n`;
      result.exitCode = 1;
    }
  }
  return result;
}
