import type { State, Table } from '../state/state.ts';
import type { Checksums } from './checksums.ts';

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
  /** Whether that policy lets in everybody. */
  hasPublicPolicy?: boolean;
  /** Absent: nothing is blocked. */
  publicAccessBlock?: PublicAccessBlock;
  /** Absent: ObjectWriter, as buckets had it before there were ownership controls. */
  ownership?: ObjectOwnership;
  /** Enabled: tags are condition keys. */
  abac?: 'Enabled' | 'Disabled';
  versioning?: 'Suspended';
}

export interface PublicAccessBlock {
  BlockPublicAcls: boolean;
  IgnorePublicAcls: boolean;
  BlockPublicPolicy: boolean;
  RestrictPublicBuckets: boolean;
}

export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

/** What is said about an object before its bytes are there. */
export interface WrittenObject {
  key: string;
  headers: ObjectHeaders;
  metadata: Record<string, string>;
  tags: Tags;
  /** The Expires header. */
  expiresMs?: number;
  /** Absent: STANDARD. */
  storageClass?: string;
}

/** An object, by key. Its bytes are a blob of the store or, after a multipart upload, one for each part. */
export interface StoredObject extends WrittenObject {
  /** Absent where there are parts. */
  blobId?: string;
  parts?: StoredPart[];
  size: number;
  /** In quotes, as on the wire. */
  etag: string;
  lastModifiedMs: number;
  checksums: Checksums;
  /** Absent: of the whole object. */
  checksumType?: ChecksumType;
}

/** COMPOSITE: the checksum of the parts' checksums. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** One part of a multipart upload, and of the object that it became. */
export interface StoredPart {
  number: number;
  blobId: string;
  size: number;
  /** In quotes. */
  etag: string;
  lastModifiedMs: number;
  checksums: Checksums;
}

/** A multipart upload that is neither completed nor aborted, by id: what the object will be like. */
export interface Upload extends WrittenObject, Pick<StoredObject, 'checksumType'> {
  id: string;
  initiatedAtMs: number;
  initiator: { ID: string; DisplayName: string };
  /** What the client announced: without it, parts may bring any checksum. */
  checksumAlgorithm?: string;
}

/** Headers that come back as they were sent, by their names in the API. */
export interface ObjectHeaders {
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentType?: string;
  WebsiteRedirectLocation?: string;
}

/** How many objects and parts have these bytes. */
export interface BlobUse {
  count: number;
}

export const bucketsIn = (state: State): Table<Bucket> => state.table('s3/buckets');
export const objectsIn = (state: State, bucket: string): Table<StoredObject> => state.table(`s3/objects/${bucket}`);
export const uploadsIn = (state: State, bucket: string): Table<Upload> => state.table(`s3/uploads/${bucket}`);
/** The parts of one upload, by number. */
export const partsIn = (state: State, uploadId: string): Table<StoredPart> => state.table(`s3/parts/${uploadId}`);
export const blobUsesIn = (state: State): Table<BlobUse> => state.table('s3/blobs');
