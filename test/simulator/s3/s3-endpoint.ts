import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
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
    createBucket: (Bucket: string) =>
      client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } })),
    put: (Bucket: string, Key: string, Body = Key, Tagging?: string) =>
      client.send(new PutObjectCommand({ Bucket, Key, Body, Tagging })),
  };
}
