import * as schemas from '@aws-sdk/client-s3';
import type { Service } from '../wire/operation.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './bucket-policy.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './bucket-tagging.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts';
import { putObject } from './put-object.ts';
import { headObject, readObject } from './read-object.ts';

/** Amazon S3: buckets, objects, their tags, bucket policies. No versions, no ACLs, no multipart uploads. */
export const s3: Service = {
  name: 's3',
  protocol: 'restXml',
  schemas: { ...schemas },
  operations: {
    CreateBucket: createBucket,
    HeadBucket: headBucket,
    GetBucketLocation: getBucketLocation,
    ListBuckets: listBuckets,
    DeleteBucket: deleteBucket,
    PutBucketTagging: putBucketTagging,
    GetBucketTagging: getBucketTagging,
    DeleteBucketTagging: deleteBucketTagging,
    PutBucketPolicy: putBucketPolicy,
    GetBucketPolicy: getBucketPolicy,
    DeleteBucketPolicy: deleteBucketPolicy,
    PutObject: putObject,
    GetObject: readObject,
    HeadObject: headObject,
    CopyObject: copyObject,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
    ListObjectsV2: listObjectsV2,
    ListObjects: listObjects,
    PutObjectTagging: putObjectTagging,
    GetObjectTagging: getObjectTagging,
    DeleteObjectTagging: deleteObjectTagging,
  },
};
