import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstanceMetadata } from '../../../simulator/kubernetes/metadata/instance-metadata.ts';
import { randomIds, systemClock } from '../../../simulator/runtime-services.ts';
import { startRuntime } from './fixture.ts';

let machine: Awaited<ReturnType<typeof startRuntime>>;
beforeAll(async () => {
  machine = await startRuntime();
});
afterAll(() => machine.close());

const metadata = (hopLimit: number) =>
  createInstanceMetadata({
    clock: systemClock,
    ids: randomIds,
    settings: () => ({ isEnabled: true, needsToken: true, hopLimit }),
    role: () => ({ name: 'node', refused: true }),
    instance: () => ({ id: 'i-1', type: '', ip: '', hostname: '', zone: '', region: 'us-west-2', account: '' }),
  })(2);

const PROGRAM = `
  const url = 'http://169.254.169.254/latest/';
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
  const signal = AbortSignal.timeout(1000);
  const put = await fetch(url + 'api/token', { method: 'PUT', headers, signal });
  const token = { 'x-aws-ec2-metadata-token': await put.text() };
  console.log(await (await fetch(url + 'meta-data/iam/security-credentials/', { headers: token })).text());`;

describe('the metadata service, from a pod', () => {
  it('names the role of the node where answers may make two hops', async () => {
    const command = ['node', '--input-type=module', '-e', PROGRAM];
    const { exitCode, log } = await machine.start({ podUid: 'two-hops', metadata: metadata(2), command });
    expect(await exitCode).toBe(0);
    expect(log.text).toBe('node\n');
  });

  it('never answers where they may make one', async () => {
    const command = ['node', '--input-type=module', '-e', PROGRAM];
    const { exitCode, log } = await machine.start({ podUid: 'one-hop', metadata: metadata(1), command });
    expect(await exitCode).toBe(1);
    expect(log.text).toContain('The operation was aborted due to timeout');
  });

  it('is where curl looks, too', async () => {
    const script = `TOKEN=$(curl -s -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)
      curl -s -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/placement/region`;
    const command = ['sh', '-c', script];
    const { exitCode, log } = await machine.start({
      podUid: 'sh',
      image: 'busybox:1.36',
      metadata: metadata(2),
      command,
    });
    expect(await exitCode).toBe(0);
    expect(log.text).toBe('us-west-2');
  });
});
