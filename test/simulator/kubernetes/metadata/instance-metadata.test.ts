import { describe, expect, it } from 'vitest';
import type { InstanceRole, MetadataSettings } from '../../../../simulator/kubernetes/metadata/instance.ts';
import { createInstanceMetadata } from '../../../../simulator/kubernetes/metadata/instance-metadata.ts';
import { countingIds, FROZEN_NOW, frozenClock } from '../../wire/test-endpoint.ts';

const NODE = 1;
const POD = 2;
const ROLE: InstanceRole = {
  name: 'node',
  accessKeyId: 'ASIA1',
  secretAccessKey: 's',
  sessionToken: 't',
  issuedAtMs: FROZEN_NOW,
  expiresAtMs: FROZEN_NOW + 21_600_000,
};
const TTL = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };

function metadata({ role = ROLE, ...settings }: { role?: InstanceRole } & Partial<MetadataSettings> = {}) {
  const clock = frozenClock();
  const service = createInstanceMetadata({
    clock,
    ids: countingIds(),
    settings: () => ({ isEnabled: true, needsToken: true, hopLimit: 2, ...settings }),
    role: () => role,
    instance: () => ({
      id: 'i-0123456789abcdef0',
      type: 'm5.large',
      ip: '10.0.1.10',
      hostname: 'ip-10-0-1-10.us-west-2.compute.internal',
      zone: 'us-west-2a',
      region: 'us-west-2',
      account: '111122223333',
    }),
  });
  const send = (method: string, path: string, headers: Record<string, string> = {}, hops = POD) =>
    service(hops)({ method, path, query: '', headers, body: new Uint8Array() });
  const token = async () => String((await send('PUT', '/latest/api/token', TTL)).body);
  const get = async (path: string) =>
    String((await send('GET', `/latest/${path}`, { 'x-aws-ec2-metadata-token': await token() })).body);
  return { clock, send, token, get };
}

describe('the instance metadata service', () => {
  it('gives a token for as long as asked, and nothing without one', async () => {
    const { send, clock } = metadata();
    const { headers, body } = await send('PUT', '/latest/api/token', TTL);
    expect(headers['x-aws-ec2-metadata-token-ttl-seconds']).toBe('60');
    const read = async (token: string) =>
      (await send('GET', '/latest/meta-data/instance-id', { 'x-aws-ec2-metadata-token': token })).status;
    expect([await read(String(body)), await read('other')]).toEqual([200, 401]);
    clock.advance(60_000);
    expect(await read(String(body))).toBe(401);
    const refused = await send('GET', '/latest/meta-data/');
    expect([refused.status, refused.body]).toEqual([401, expect.stringContaining('<title>401 - Unauthorized</title>')]);
  });

  it.each([
    [400, 'Bad Request', {}],
    [400, 'Bad Request', { 'x-aws-ec2-metadata-token-ttl-seconds': '21601' }],
    [403, 'Forbidden', { ...TTL, 'x-forwarded-for': '10.0.0.1' }],
  ])('answers %i to a PUT that will not do', async (status, reason, headers: Record<string, string>) => {
    const answer = await metadata().send('PUT', '/latest/api/token', headers);
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(`<h1>${status} - ${reason}</h1>`)]);
  });

  it('lists and reads what it knows', async () => {
    const { get } = metadata();
    expect(await get('')).toBe('dynamic/\nmeta-data/');
    expect(await get('meta-data/placement/')).toBe('availability-zone\nregion');
    expect(await get('meta-data/placement/region')).toBe('us-west-2');
    expect(await get('meta-data/iam/security-credentials/')).toBe('node');
    expect(JSON.parse(await get('dynamic/instance-identity/document'))).toMatchObject({
      accountId: '111122223333',
      instanceId: 'i-0123456789abcdef0',
    });
    expect(await get('meta-data/nothing')).toContain('404 - Not Found');
  });

  it("hands out the role's credentials, or says that EC2 has none", async () => {
    expect(await metadata().get('meta-data/iam/security-credentials/node')).toBe(`{
  "Code" : "Success",
  "LastUpdated" : "2026-11-24T09:00:00Z",
  "Type" : "AWS-HMAC",
  "AccessKeyId" : "ASIA1",
  "SecretAccessKey" : "s",
  "Token" : "t",
  "Expiration" : "2026-11-24T15:00:00Z"
}`);
    const { get } = metadata({ role: { name: 'node', refused: true } });
    expect(JSON.parse(await get('meta-data/iam/security-credentials/node'))).toMatchObject({
      Code: 'AssumeRoleUnauthorizedAccess',
      Message: expect.stringMatching(/^EC2 cannot assume the role node\./),
    });
  });

  it('leaves pods without an answer at a hop limit of 1, but not the host network', async () => {
    const { send } = metadata({ hopLimit: 1 });
    expect((await send('PUT', '/latest/api/token', TTL, NODE)).status).toBe(200);
    const silent = Symbol('no answer');
    const waited = new Promise((resolve) => setImmediate(() => resolve(silent)));
    expect(await Promise.race([send('PUT', '/latest/api/token', TTL, POD), waited])).toBe(silent);
  });
});
