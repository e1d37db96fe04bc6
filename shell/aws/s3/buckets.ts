import type { CommandResult } from '../../command.ts';
import { callService } from '../call-service.ts';
import { CliError } from '../cli-error.ts';
import { readFlags } from '../flags.ts';
import { requireRegion, type Settings } from '../settings.ts';
import { requireS3 } from './location.ts';
import { listObjects } from './objects.ts';
import { removeObjects } from './rm.ts';

/** `aws s3 mb s3://bucket`. */
export async function mb(settings: Settings, args: string[]): Promise<CommandResult> {
  const { bucket } = requireS3(readFlags(args, []).positional[0], 'path');
  const region = requireRegion(settings);
  const where = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
  return reported('make_bucket', bucket, () =>
    callService(settings, 's3api', 'CreateBucket', { input: { Bucket: bucket, ...where } }),
  );
}

/** `aws s3 rb s3://bucket [--force]`; with --force its objects go first. */
export async function rb(settings: Settings, args: string[]): Promise<CommandResult> {
  const { positional, options } = readFlags(args, [], ['--force']);
  const { bucket } = requireS3(positional[0], 'path');
  let stdout = '';
  if (options.has('--force')) {
    const keys = (await listObjects(settings, bucket, '')).objects.map(({ Key }) => Key);
    const removed = await removeObjects(settings, bucket, keys);
    if (removed.exitCode) return removed;
    stdout = String(removed.stdout);
  }
  const result = await reported('remove_bucket', bucket, () =>
    callService(settings, 's3api', 'DeleteBucket', { input: { Bucket: bucket } }),
  );
  return { ...result, stdout: stdout + result.stdout };
}

async function reported(what: string, bucket: string, call: () => Promise<unknown>): Promise<CommandResult> {
  try {
    await call();
    return { stdout: `${what}: ${bucket}\n`, stderr: '', exitCode: 0 };
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== 254) throw error;
    return { stdout: '', stderr: `${what} failed: s3://${bucket} ${error.message.trim()}\n`, exitCode: 1 };
  }
}
