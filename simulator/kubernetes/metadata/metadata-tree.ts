import { timestamp } from '../timestamp.ts';
import type { InstanceFacts, InstanceRole } from './instance.ts';

const TROUBLESHOOTING =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc';

/** The texts below `/latest/`, by path. Amazon EC2 user guide, "Instance metadata categories" */
export function metadataLeaves(instance: InstanceFacts, role: InstanceRole, now: number): Record<string, string> {
  const { id, type, ip, hostname, zone, region } = instance;
  return {
    'dynamic/instance-identity/document': pretty(identityDocument(instance)),
    'meta-data/hostname': hostname,
    [`meta-data/iam/security-credentials/${role.name}`]: pretty(credentialsOf(role, now)),
    'meta-data/instance-id': id,
    'meta-data/instance-type': type,
    'meta-data/local-hostname': hostname,
    'meta-data/local-ipv4': ip,
    'meta-data/placement/availability-zone': zone,
    'meta-data/placement/region': region,
    'meta-data/services/domain': 'amazonaws.com',
    'meta-data/services/partition': 'aws',
  };
}

/** What a path answers: a leaf's text, or the names one level down, those with more below ending in a slash. */
export function readMetadata(leaves: Record<string, string>, path: string): string | undefined {
  if (Object.hasOwn(leaves, path)) return leaves[path];
  const prefix = path === '' || path.endsWith('/') ? path : `${path}/`;
  const below = Object.keys(leaves).filter((name) => name.startsWith(prefix));
  if (below.length === 0) return undefined;
  const names = below.map((name) => /^[^/]+\/?/.exec(name.slice(prefix.length))?.[0] ?? '');
  return [...new Set(names)].join('\n');
}

function identityDocument({ account, zone, id, type, ip, region }: InstanceFacts) {
  return {
    accountId: account,
    architecture: 'x86_64',
    availabilityZone: zone,
    instanceId: id,
    instanceType: type,
    privateIp: ip,
    region,
    version: '2017-09-30',
  };
}

/** Amazon EC2 user guide, "Retrieve security credentials from instance metadata" */
function credentialsOf(role: InstanceRole, now: number) {
  if ('refused' in role) {
    // IAM user guide, "Troubleshoot IAM and Amazon EC2"
    const Message = `EC2 cannot assume the role ${role.name}. Please see documentation at ${TROUBLESHOOTING}.`;
    return { Code: 'AssumeRoleUnauthorizedAccess', Message, LastUpdated: timestamp(now) };
  }
  return {
    Code: 'Success',
    LastUpdated: timestamp(role.issuedAtMs),
    Type: 'AWS-HMAC',
    AccessKeyId: role.accessKeyId,
    SecretAccessKey: role.secretAccessKey,
    Token: role.sessionToken,
    Expiration: timestamp(role.expiresAtMs),
  };
}

const pretty = (value: object) => JSON.stringify(value, null, 2).replace(/": /g, '" : ');
