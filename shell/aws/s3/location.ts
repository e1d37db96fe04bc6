import type { CommandContext } from '../../command.ts';
import { usageError } from '../cli-error.ts';

/** One end of a copy. */
export type Location =
  | { kind: 's3'; bucket: string; key: string }
  | { kind: 'file'; path: string; shown: string }
  | { kind: 'stream' };

export function locationOf(argument: string, { fs, cwd }: CommandContext): Location {
  if (argument === '-') return { kind: 'stream' };
  const s3 = parseS3(argument);
  if (s3) return { kind: 's3', ...s3 };
  return { kind: 'file', path: fs.resolvePath(cwd, argument), shown: argument };
}

export function parseS3(argument: string): { bucket: string; key: string } | undefined {
  const [, bucket, key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(argument) ?? [];
  return bucket === undefined ? undefined : { bucket, key };
}

/** The bucket and key that a command must have been given. */
export function requireS3(argument: string | undefined, name = 'paths'): { bucket: string; key: string } {
  if (argument === undefined) throw usageError(`the following arguments are required: ${name}`);
  return parseS3(argument) ?? { bucket: argument.split('/')[0] ?? '', key: argument.split('/').slice(1).join('/') };
}

export function shownLocation(location: Location, { cwd }: CommandContext): string {
  if (location.kind === 'stream') return '-';
  if (location.kind === 's3') return `s3://${location.bucket}/${location.key}`;
  const { path } = location;
  if (path.startsWith(`${cwd === '/' ? '' : cwd}/`)) return `./${path.slice(cwd === '/' ? 1 : cwd.length + 1)}`;
  return path;
}

export const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
