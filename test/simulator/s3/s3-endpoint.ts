import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { compilePolicy } from '../../../policy/index.ts';
import { s3 } from '../../../simulator/s3/index.ts';
import type { PoliciesOf } from '../../../simulator/wire/authorize.ts';
import { testEndpoint } from '../wire/test-endpoint.ts';

const everything = compilePolicy(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  'identity',
);

/** S3 alone: `client` is the account's root, `appWith(…)` a role session with just these statements. */
export function s3Endpoint() {
  let statements: object[] = [];
  const policiesOf: PoliciesOf = (_state, caller) => {
    if (caller.type === 'root') return { identity: [{ name: 'root', policy: everything }] };
    if (caller.type !== 'role-session' || statements.length === 0) return { identity: [] };
    const policy = compilePolicy({ Version: '2012-10-17', Statement: statements }, 'identity');
    return { identity: [{ name: 'inline:app', policy }] };
  };
  const endpoint = testEndpoint({ services: { s3: async () => s3 }, policiesOf });
  const client = new S3Client(endpoint.clientConfig());
  return {
    ...endpoint,
    client,
    appWith(granted: object[], tags: Record<string, string> = {}): S3Client {
      statements = granted;
      return new S3Client(endpoint.clientConfig(endpoint.addRoleSession({ roleName: 'app', tags })));
    },
    /** A link to an object, signed by `by` now, as the endpoint receives it. */
    async presigned(path: string, by: S3Client, expiresIn = 3600) {
      const hostname = 's3.us-west-2.amazonaws.com';
      const { sha256, credentials } = by.config;
      const signer = new SignatureV4({ service: 's3', region: 'us-west-2', credentials, sha256, uriEscapePath: false });
      const headers = { host: hostname, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
      const request = { protocol: 'https:', hostname, method: 'GET', path, query: {}, headers };
      const signed = await signer.presign(request, { expiresIn, signingDate: new Date(endpoint.clock.now()) });
      return { path, query: new URLSearchParams(signed.query as Record<string, string>).toString(), headers };
    },
    putPolicy: (Bucket: string, ...statements: object[]) => {
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      return client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    },
    createBucket: (Bucket: string) =>
      client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } })),
    put: (Bucket: string, Key: string, Body = Key, Tagging?: string) =>
      client.send(new PutObjectCommand({ Bucket, Key, Body, Tagging })),
  };
}
