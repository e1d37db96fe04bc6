import type { CommandResult } from '../../command.ts';
import { callService } from '../call-service.ts';
import { readFlags } from '../flags.ts';
import type { Settings } from '../settings.ts';
import { requireS3 } from './location.ts';
import { listObjects, type S3Object } from './objects.ts';

/** `aws s3 ls [s3://bucket[/prefix]] [--recursive]`. Exit code 1 if a prefix matches nothing. */
export async function ls(settings: Settings, args: string[]): Promise<CommandResult> {
  const { positional, options } = readFlags(args, [], ['--recursive', '--human-readable', '--summarize']);
  if (positional[0] === undefined || positional[0] === 's3://') return listBuckets(settings);
  const { bucket, key } = requireS3(positional[0]);
  const recursive = options.has('--recursive');
  const { objects, prefixes } = await listObjects(settings, bucket, key, recursive ? undefined : '/');
  const folder = recursive ? '' : key.slice(0, key.lastIndexOf('/') + 1);
  const lines = [
    ...prefixes.map((prefix) => `${'PRE'.padStart(30)} ${prefix.slice(folder.length)}`),
    ...objects.map((object) => objectLine(object, folder)),
  ];
  if (options.has('--summarize')) lines.push(...summary(objects));
  const exitCode = key && !lines.length ? 1 : 0;
  return { stdout: lines.map((line) => `${line}\n`).join(''), stderr: '', exitCode };
}

async function listBuckets(settings: Settings): Promise<CommandResult> {
  const { Buckets = [] } = await callService<{ Buckets?: { Name: string; CreationDate: Date }[] }>(
    settings,
    's3api',
    'ListBuckets',
    { input: {} },
  );
  const lines = Buckets.map(({ Name, CreationDate }) => `${time(CreationDate)} ${Name}\n`);
  return { stdout: lines.join(''), stderr: '', exitCode: 0 };
}

function objectLine({ Key, Size, LastModified }: S3Object, folder: string): string {
  return `${time(LastModified)} ${String(Size).padStart(10)} ${Key.slice(folder.length)}`;
}

function summary(objects: S3Object[]): string[] {
  const size = objects.reduce((sum, { Size }) => sum + Size, 0);
  return ['', `Total Objects: ${objects.length}`, `   Total Size: ${size}`];
}

const time = (date: Date) => date.toISOString().slice(0, 19).replace('T', ' ');
