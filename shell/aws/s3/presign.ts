import type { CommandResult } from '../../command.ts';
import { readFlags } from '../flags.ts';
import { requestUrl } from '../request-handler.ts';
import { endpointFor, requireRegion, type Settings } from '../settings.ts';
import { createSigner, requestTo } from '../signer.ts';
import { requireS3 } from './location.ts';

/** `aws s3 presign s3://bucket/key [--expires-in SECONDS]`: a URL for GET; default one hour. */
export async function presign(settings: Settings, args: string[]): Promise<CommandResult> {
  const { positional, options } = readFlags(args, ['--expires-in']);
  const { bucket, key } = requireS3(positional[0], 'path');
  const path = encodeURIComponent(key).replaceAll('%2F', '/');
  const endpoint = endpointFor(settings, 'S3')?.replace(/\/$/, '');
  const host = `https://${bucket}.s3.${requireRegion(settings)}.amazonaws.com`;
  const url = endpoint ? `${endpoint}/${bucket}/${path}` : `${host}/${path}`;
  const signer = await createSigner(settings, 's3');
  const request = requestTo(url, 'GET', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
  const signed = await signer.presign(request, {
    expiresIn: Number(options.get('--expires-in') ?? 3600),
    signingDate: new Date(settings.context.now()),
  });
  return { stdout: `${requestUrl(signed as typeof request)}\n`, stderr: '', exitCode: 0 };
}
