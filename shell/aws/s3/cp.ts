import mime from 'mime/lite';
import type { CommandResult } from '../../command.ts';
import { callService } from '../call-service.ts';
import { CliError, USAGE, usageError } from '../cli-error.ts';
import { type Flags, readFlags } from '../flags.ts';
import type { Settings } from '../settings.ts';
import { localFiles } from './local-files.ts';
import { baseName, type Location, locationOf, shownLocation } from './location.ts';
import { getObject, listObjects, putObject } from './objects.ts';

interface Transfer {
  from: Location;
  to: Location;
}

const QUIET = ['--quiet', '--only-show-errors'];

/** `aws s3 cp FROM TO`: file, `-` or s3:// on either side, at least one of them s3://. */
export async function cp(settings: Settings, args: string[]): Promise<CommandResult> {
  const flags = readFlags(args, ['--content-type'], ['--recursive', '--no-progress', ...QUIET]);
  const [from, to] = flags.positional.map((argument) => locationOf(argument, settings.context));
  if (!from || !to) throw usageError('the following arguments are required: paths');
  if (from.kind !== 's3' && to.kind !== 's3') {
    const ways = 'aws s3 cp <LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>';
    throw new CliError(USAGE, `\nusage: ${ways}\nError: Invalid argument type`);
  }
  const transfers = flags.options.has('--recursive')
    ? await expand(settings, from, to)
    : [await single(settings, from, to)];
  return transferAll(settings, transfers, flags);
}

async function transferAll(settings: Settings, transfers: Transfer[], { options }: Flags): Promise<CommandResult> {
  const result = { stdout: '', stderr: '', exitCode: 0 };
  for (const transfer of transfers) {
    const what = describe(transfer, settings);
    try {
      const bytes = await move(settings, transfer, options.get('--content-type'));
      if (bytes) return { ...result, stdout: bytes };
      if (!QUIET.some((flag) => options.has(flag))) result.stdout += `${what.kind}: ${what.route}\n`;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      result.stderr += `${what.kind} failed: ${what.route} ${error.message.trim()}\n`;
      result.exitCode = 1;
    }
  }
  return result;
}

function describe({ from, to }: Transfer, { context }: Settings) {
  const kind = from.kind !== 's3' ? 'upload' : to.kind === 's3' ? 'copy' : 'download';
  return { kind, route: `${shownLocation(from, context)} to ${shownLocation(to, context)}` };
}

/** One object. Answers its bytes if they go to stdout. */
async function move(settings: Settings, { from, to }: Transfer, ContentType?: string): Promise<Uint8Array | undefined> {
  const { fs, stdin } = settings.context;
  if (to.kind === 's3' && from.kind === 's3') {
    const CopySource = `${from.bucket}/${encodeURIComponent(from.key).replaceAll('%2F', '/')}`;
    await callService(settings, 's3api', 'CopyObject', { input: { Bucket: to.bucket, Key: to.key, CopySource } });
    return undefined;
  }
  if (to.kind === 's3') {
    const body = from.kind === 'file' ? await fs.readFileBuffer(from.path) : stdin.bytes();
    // Like the CLI, by the name of the local file; without a guess the type is left to S3.
    const guess = from.kind === 'file' ? (mime.getType(from.path) ?? undefined) : undefined;
    await putObject(settings, to.bucket, to.key, body, { ContentType: ContentType ?? guess });
    return undefined;
  }
  if (from.kind !== 's3') return undefined;
  // A download to stdout asks for the size first as well, but fails as a transfer, not as a command.
  if (to.kind === 'stream')
    await callService(settings, 's3api', 'HeadObject', { input: { Bucket: from.bucket, Key: from.key } });
  const bytes = await getObject(settings, from.bucket, from.key);
  if (to.kind === 'stream') return bytes;
  await fs.mkdir(to.path.replace(/\/[^/]*$/, '') || '/', { recursive: true });
  await fs.writeFile(to.path, bytes);
  return undefined;
}

/** Names the target where only a folder is given, and sees that the source exists, in the CLI's order. */
async function single(settings: Settings, from: Location, to: Location): Promise<Transfer> {
  const { fs } = settings.context;
  if (from.kind === 'file' && !(await fs.exists(from.path))) {
    throw new CliError(255, `\nThe user-provided path ${from.shown} does not exist.`);
  }
  if (from.kind === 's3' && to.kind !== 'stream') await requireObject(settings, from.bucket, from.key);
  const name = from.kind === 'stream' ? '' : baseName(from.kind === 's3' ? from.key : from.path);
  if (to.kind === 's3' && (to.key === '' || to.key.endsWith('/'))) return { from, to: { ...to, key: to.key + name } };
  if (to.kind !== 'file') return { from, to };
  const folder = to.shown.endsWith('/') || ((await fs.exists(to.path)) && (await fs.stat(to.path)).isDirectory);
  return { from, to: folder ? { ...to, path: fs.resolvePath(to.path, name) } : to };
}

async function requireObject(settings: Settings, Bucket: string, Key: string) {
  try {
    await callService(settings, 's3api', 'HeadObject', { input: { Bucket, Key } });
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== 254) throw error;
    const message = error.message.trim().replace(/Not Found$/, `Key "${Key}" does not exist`);
    throw new CliError(1, `fatal error: ${message}`);
  }
}

async function expand(settings: Settings, from: Location, to: Location): Promise<Transfer[]> {
  const { fs } = settings.context;
  const target = (name: string): Location => {
    if (to.kind === 's3') return { ...to, key: to.key && !to.key.endsWith('/') ? `${to.key}/${name}` : to.key + name };
    return to.kind === 'file' ? { ...to, path: fs.resolvePath(to.path, name) } : to;
  };
  if (from.kind === 's3') {
    const prefix = from.key && !from.key.endsWith('/') ? `${from.key}/` : from.key;
    const { objects } = await listObjects(settings, from.bucket, prefix);
    return objects.map(({ Key }) => ({ from: { ...from, key: Key }, to: target(Key.slice(prefix.length)) }));
  }
  if (from.kind === 'stream') throw usageError('Streaming is not supported with --recursive');
  const names = await localFiles(fs, from.path);
  return names.map((name) => ({ from: { ...from, path: fs.resolvePath(from.path, name) }, to: target(name) }));
}
