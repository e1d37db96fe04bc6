/**
 * S3 Control's tag operations, and the POST that HTML forms use, in the form of `Service.schemas`. They sign as s3 and come to
 * the same endpoint, but the SDK's client for S3 lacks them.
 */
const NAMESPACE = 'com.amazonaws.s3control';
const TEXT = 0;
const TEXTS = 64;
const ACCOUNT = [TEXT, { httpHeader: 'x-amz-account-id' }];
const LABEL = [TEXT, 1];

const Tag$ = [3, NAMESPACE, 'Tag', 0, ['Key', 'Value'], [TEXT, TEXT], 2];
const TagList = [1, NAMESPACE, 'TagList', 0, [() => Tag$, { xmlName: 'Tag' }]];
const TagResourceRequest$ = [
  3,
  NAMESPACE,
  'TagResourceRequest',
  0,
  ['AccountId', 'ResourceArn', 'Tags'],
  [ACCOUNT, LABEL, () => TagList],
  3,
];
const UntagResourceRequest$ = [
  3,
  NAMESPACE,
  'UntagResourceRequest',
  0,
  ['AccountId', 'ResourceArn', 'TagKeys'],
  [ACCOUNT, LABEL, [TEXTS, { httpQuery: 'tagKeys' }]],
  3,
];
const ListTagsForResourceRequest$ = [
  3,
  NAMESPACE,
  'ListTagsForResourceRequest',
  0,
  ['AccountId', 'ResourceArn'],
  [ACCOUNT, LABEL],
  2,
];
const ListTagsForResourceResult$ = [3, NAMESPACE, 'ListTagsForResourceResult', 0, ['Tags'], [() => TagList]];
const PostObjectRequest$ = [3, NAMESPACE, 'PostObjectRequest', 0, ['Bucket'], [LABEL], 1];

const PATH = '/v20180820/tags/{ResourceArn+}';

export const TagResource$ = [
  9,
  NAMESPACE,
  'TagResource',
  { http: ['POST', PATH, 204] },
  () => TagResourceRequest$,
  () => 'unit',
];
export const UntagResource$ = [
  9,
  NAMESPACE,
  'UntagResource',
  { http: ['DELETE', PATH, 204] },
  () => UntagResourceRequest$,
  () => 'unit',
];
export const ListTagsForResource$ = [
  9,
  NAMESPACE,
  'ListTagsForResource',
  { http: ['GET', PATH, 200] },
  () => ListTagsForResourceRequest$,
  () => ListTagsForResourceResult$,
];
/** Not built, and so refused by this name. */
export const PostObject$ = [
  9,
  NAMESPACE,
  'PostObject',
  { http: ['POST', '/', 204] },
  () => PostObjectRequest$,
  () => 'unit',
];
