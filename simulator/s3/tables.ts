import type { State, Table } from '../state/state.ts';

export type Tags = Record<string, string>;

/** A bucket, by name; names are shared by all accounts. */
export interface Bucket {
  name: string;
  account: string;
  region: string;
  createdAtMs: number;
  /** Absent: there is no tag set, which is an error to read. */
  tags?: Tags;
  /** The bucket policy's JSON text. */
  policy?: string;
}

/** An object, by key. Its bytes are a blob of the store. */
export interface StoredObject {
  key: string;
  blobId: string;
  size: number;
  /** In quotes, as on the wire. */
  etag: string;
  lastModifiedMs: number;
  headers: ObjectHeaders;
  metadata: Record<string, string>;
  tags: Tags;
  checksums: Record<string, string>;
}

/** Headers that come back as they were sent, by their names in the API. */
export interface ObjectHeaders {
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentType?: string;
}

/** How many objects have these bytes. */
export interface BlobUse {
  count: number;
}

export const bucketsIn = (state: State): Table<Bucket> => state.table('s3/buckets');
export const objectsIn = (state: State, bucket: string): Table<StoredObject> => state.table(`s3/objects/${bucket}`);
export const blobUsesIn = (state: State): Table<BlobUse> => state.table('s3/blobs');
