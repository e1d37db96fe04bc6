import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { killCloud, sdkConfig, spawnCloud, stopSpawnedClouds } from './spawned-cloud.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const home = mkdtempSync(join(tmpdir(), 'full-disk-'));
const filler = join(home, 'filler');
const isMounted = mountSmallDisk();

/** A disk of its own, of 4 MiB. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0700', 'tmpfs', home], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** To the last byte. */
function fillDisk(): void {
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(size, 1));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
}

const full = (path: string) =>
  `No space left for ${join(home, path)}. Free some disk space and repeat; nothing was lost.`;

afterAll(() => {
  if (isMounted) execFileSync('umount', [home]);
  rmSync(home, { recursive: true, force: true });
});
afterEach(stopSpawnedClouds);

/** The last blocks of a full disk have room for a little: repeats a write until it is refused, and answers the refusal. */
async function refusal(write: (count: number) => Promise<unknown>): Promise<string> {
  for (let count = 0; count < 100; count += 1) {
    const refused = await write(count).then(
      () => undefined,
      (error: Error) => `${error.name}: ${error.message}`,
    );
    if (refused) return refused;
  }
  return 'none';
}

const rolesOf = async (iam: IAM) => ((await iam.listRoles({})).Roles ?? []).map(({ RoleName }) => RoleName);

// Only the superuser of Linux mounts a disk; elsewhere state.test.ts stands for it.
describe.skipIf(!isMounted)('on a full disk', () => {
  it('changes are refused with the remedy, nothing is lost, and later ones work', { timeout: 120_000 }, async () => {
    const cloud = await spawnCloud(home);
    const iam = new IAM(sdkConfig(home));
    const s3 = new S3({ ...sdkConfig(home), forcePathStyle: true });
    const createRole = (RoleName: string) => iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST });
    await s3.createBucket({ Bucket: 'full', CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } });
    fillDisk();
    const created: string[] = [];
    expect(await refusal(async (count) => created.push((await createRole(`role-${count}`)).Role?.RoleName ?? ''))).toBe(
      `InternalFailure: ${full('journal.jsonl')}`,
    );
    expect(await refusal((count) => s3.putObject({ Bucket: 'full', Key: `${count}`, Body: 'x'.repeat(9000) }))).toMatch(
      /^InternalFailure: No space left for .*blobs.*\. Free some disk space and repeat; nothing was lost\.$/,
    );
    const before = await rolesOf(iam);
    expect(before).toEqual(expect.arrayContaining(created));
    expect(before).not.toContain(`role-${created.length}`);
    rmSync(filler);
    await createRole('after');
    await killCloud(cloud);
    expect((await spawnCloud(home)).said).toMatchObject({ ready: true });
    expect((await rolesOf(new IAM(sdkConfig(home)))).sort()).toEqual([...before, 'after'].sort());
  });

  it('a local cloud does not start, says why, and starts once there is space', { timeout: 120_000 }, async () => {
    fillDisk();
    const { said, child } = await spawnCloud(home);
    expect(said).toMatchObject({ error: { code: 'DiskFull', message: expect.stringContaining('No space left for ') } });
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(2);
    rmSync(filler);
    expect((await spawnCloud(home)).said).toMatchObject({ ready: true });
    expect(await rolesOf(new IAM(sdkConfig(home)))).toContain('after');
  });
});
