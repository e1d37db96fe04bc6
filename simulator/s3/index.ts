import * as schemas from '@aws-sdk/client-s3';
import type { Service } from '../wire/operation.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from './acl.ts';
import { getBucketAbac, putBucketAbac } from './bucket-abac.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './bucket-policy.ts';
import { getBucketPolicyStatus } from './bucket-policy-status.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './bucket-tagging.ts';
import { getBucketVersioning, putBucketVersioning } from './bucket-versioning.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts';
import { completeMultipartUpload } from './complete-upload.ts';
import * as controlSchemas from './control-schemas.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import * as settings from './fixed-settings.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { listParts } from './list-parts.ts';
import { listMultipartUploads } from './list-uploads.ts';
import { listObjectVersions } from './list-versions.ts';
import { getObjectAttributes } from './object-attributes.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts';
import {
  deleteBucketOwnershipControls,
  getBucketOwnershipControls,
  putBucketOwnershipControls,
} from './ownership-controls.ts';
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from './public-access-block.ts';
import { putObject } from './put-object.ts';
import { headObject, readObject } from './read-object.ts';
import { withRequestKeys } from './request-keys.ts';
import { listTagsForResource, tagResource, untagResource } from './resource-tags.ts';
import { uploadPart, uploadPartCopy } from './upload-part.ts';
import { abortMultipartUpload, createMultipartUpload } from './uploads.ts';

/** Amazon S3: buckets and their settings, objects, multipart uploads, tags, bucket policies. No versions. */
export const s3: Service = {
  name: 's3',
  protocol: 'restXml',
  schemas: { ...schemas, ...controlSchemas },
  operations: withRequestKeys({
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
    ListObjectVersions: listObjectVersions,
    PutObjectTagging: putObjectTagging,
    GetObjectTagging: getObjectTagging,
    DeleteObjectTagging: deleteObjectTagging,
    GetObjectAttributes: getObjectAttributes,
    CreateMultipartUpload: createMultipartUpload,
    UploadPart: uploadPart,
    UploadPartCopy: uploadPartCopy,
    CompleteMultipartUpload: completeMultipartUpload,
    AbortMultipartUpload: abortMultipartUpload,
    ListParts: listParts,
    ListMultipartUploads: listMultipartUploads,
    GetBucketPolicyStatus: getBucketPolicyStatus,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
    GetBucketAcl: getBucketAcl,
    GetObjectAcl: getObjectAcl,
    PutBucketAcl: putBucketAcl,
    PutObjectAcl: putObjectAcl,
    PutBucketAbac: putBucketAbac,
    GetBucketAbac: getBucketAbac,
    PutPublicAccessBlock: putPublicAccessBlock,
    GetPublicAccessBlock: getPublicAccessBlock,
    DeletePublicAccessBlock: deletePublicAccessBlock,
    PutBucketOwnershipControls: putBucketOwnershipControls,
    GetBucketOwnershipControls: getBucketOwnershipControls,
    DeleteBucketOwnershipControls: deleteBucketOwnershipControls,
    PutBucketVersioning: putBucketVersioning,
    GetBucketVersioning: getBucketVersioning,
    GetBucketAccelerateConfiguration: settings.getBucketAccelerateConfiguration,
    GetBucketLogging: settings.getBucketLogging,
    GetBucketNotificationConfiguration: settings.getBucketNotification,
    GetBucketRequestPayment: settings.getBucketRequestPayment,
    GetBucketEncryption: settings.getBucketEncryption,
    GetBucketCors: settings.getBucketCors,
    GetBucketWebsite: settings.getBucketWebsite,
    GetBucketLifecycleConfiguration: settings.getBucketLifecycleConfiguration,
    GetBucketReplication: settings.getBucketReplication,
    GetObjectLockConfiguration: settings.getObjectLockConfiguration,
  }),
};
