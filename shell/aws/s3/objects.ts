import { callService } from '../call-service.ts';
import type { Settings } from '../settings.ts';
import type { StreamedBody } from '../streamed-body.ts';

export interface S3Object {
  Key: string;
  Size: number;
  LastModified: Date;
}

interface ListPage {
  Contents?: S3Object[];
  CommonPrefixes?: { Prefix: string }[];
  NextContinuationToken?: string;
}

/** All objects, and with a delimiter the "folders", under a prefix. */
export async function listObjects(settings: Settings, bucket: string, prefix: string, delimiter?: string) {
  const objects: S3Object[] = [];
  const prefixes: string[] = [];
  let token: string | undefined;
  do {
    const input = { Bucket: bucket, Prefix: prefix, Delimiter: delimiter, ContinuationToken: token };
    const page = await callService<ListPage>(settings, 's3api', 'ListObjectsV2', { input });
    objects.push(...(page.Contents ?? []));
    prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    token = page.NextContinuationToken;
  } while (token);
  return { objects, prefixes };
}

export async function getObject(settings: Settings, bucket: string, key: string): Promise<Uint8Array> {
  const input = { Bucket: bucket, Key: key };
  const { Body } = await callService<{ Body?: StreamedBody }>(settings, 's3api', 'GetObject', { input });
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

export async function putObject(settings: Settings, bucket: string, key: string, body: Uint8Array, extra: object = {}) {
  await callService(settings, 's3api', 'PutObject', { input: { Bucket: bucket, Key: key, Body: body, ...extra } });
}

export async function deleteObject(settings: Settings, bucket: string, key: string) {
  await callService(settings, 's3api', 'DeleteObject', { input: { Bucket: bucket, Key: key } });
}
