import type { HttpRequest } from '../http.ts';
import type { PresentedSignature } from './signature/presented-signature.ts';

export interface ServiceAddress {
  service: string;
  /** As far as credential scope or host tell. */
  region?: string;
  /** S3's virtual-hosted style: the bucket in the host. */
  bucket?: string;
}

// bucket.s3.us-west-2.amazonaws.com, s3.dualstack.us-west-2.amazonaws.com, s3.amazonaws.com, s3-us-west-2.amazonaws.com
const S3_HOST = /^(?:(.+)\.)?s3(?:[.-]dualstack)?(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com$/;
// sts.us-west-2.amazonaws.com, eks-auth.us-west-2.api.aws, iam.amazonaws.com
const SERVICE_HOST = /^(?:api\.)?([a-z0-9-]+)(?:\.([a-z0-9-]+))?\.(?:amazonaws\.com|api\.aws)$/;
// SDKs put the bucket in front of any host name that is no IP address.
const LOCAL_BUCKET_HOST = /^(.+)\.localhost$/;

/**
 * Which service a request is for: the one in the credential scope; for unsigned requests, STS if the form has an Action,
 * otherwise what the host says, otherwise S3.
 */
export function locateService(request: HttpRequest, signature: PresentedSignature | undefined): ServiceAddress {
  const { service, region } = signature?.scope ?? {};
  if (service && service !== 's3') return { service, region };
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const s3Host = S3_HOST.exec(host) ?? LOCAL_BUCKET_HOST.exec(host);
  if (service) return { service, region, bucket: s3Host?.[1] };
  if (s3Host) return { service: 's3', region: s3Host[2], bucket: s3Host[1] };
  const named = SERVICE_HOST.exec(host);
  if (named) return { service: named[1] ?? '', region: named[2] };
  const target = request.headers['x-amz-target'];
  if (target?.startsWith('DynamoDB_')) return { service: 'dynamodb' };
  return { service: isForm(request) ? 'sts' : 's3' };
}

export function isForm(request: HttpRequest): boolean {
  return request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
}
