import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { requireParameter } from './app-error.ts';
import { region } from './region.ts';

const s3 = new S3Client({ region });
const MOST_CHARACTERS = 10_000;

/** The objects of a bucket, by `?bucket=` and `&prefix=`. */
export async function listObjects(parameters: URLSearchParams) {
  const bucket = requireParameter(parameters, 'bucket', '/objects?bucket=my-bucket&prefix=team-a/');
  const prefix = parameters.get('prefix') ?? '';
  const answer = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  const objects = (answer.Contents ?? []).map(({ Key, Size, LastModified }) => ({
    key: Key,
    size: Size,
    lastModified: LastModified?.toISOString(),
  }));
  return { bucket, prefix, objects, truncated: answer.IsTruncated ?? false };
}

/** One object's text, the beginning of it if it is long. */
export async function readObject(key: string, parameters: URLSearchParams) {
  const bucket = requireParameter(parameters, 'bucket', `/objects/${key}?bucket=my-bucket`);
  const { Body, ContentType, ContentLength } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const text = (await Body?.transformToString()) ?? '';
  return { bucket, key, contentType: ContentType, size: ContentLength, text: text.slice(0, MOST_CHARACTERS) };
}
