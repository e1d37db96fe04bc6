import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Machine, startMachine } from './machine.ts';
import { startWebPod } from './web-pod.ts';

// A home as nobody would name it: what is quoted badly somewhere breaks, or runs.
const ODD_NAME = `it's "my" $(touch run) \`touch run\` ; touch run\n * %20 é`;

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine(ODD_NAME);
  await startWebPod(machine);
  const CreateBucketConfiguration = { LocationConstraint: 'us-west-2' as const };
  await new S3Client(machine.client).send(new CreateBucketCommand({ Bucket: 'paths', CreateBucketConfiguration }));
}, 60_000);
afterAll(() => machine.close());

it('the home may have any name, and pods run in it', async () => {
  expect((await machine.kubectl('GET', '/api/v1/namespaces/default/pods/web:8080/proxy/')).text).toBe('app');
  expect(readdirSync(machine.place)).toEqual([ODD_NAME]);
});

it('every file is its owner’s alone, and so is every folder', () => {
  const files = readdirSync(machine.home, { recursive: true, encoding: 'utf8' });
  expect(files).toEqual(expect.arrayContaining(['kubeconfig', 'journal.jsonl', 'aws/credentials', 'pki/server.key']));
  const open = ['', ...files]
    .map((path) => ({ path, stat: lstatSync(join(machine.home, path)) }))
    .filter(({ stat }) => !stat.isSymbolicLink() && (stat.mode & 0o077) !== 0);
  // What a pod mounts has the modes that its volume says, in folders that let nobody through.
  expect(open.filter(({ path }) => !path.startsWith('pods/')).map(({ path }) => path)).toEqual([]);
  expect(open.filter(({ stat }) => stat.isDirectory()).map(({ path }) => path)).toEqual([]);
});

describe('names in requests become no paths', () => {
  it.each(['../../out', '/etc/out', '..', '../journal.jsonl', '%2e%2e/out', 'a\0b'])(
    'of an object: %j',
    async (Key) => {
      const s3 = new S3Client({ ...machine.client, forcePathStyle: true });
      await s3.send(new PutObjectCommand({ Bucket: 'paths', Key, Body: 'inside' }));
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'paths', Key }));
      expect(await Body?.transformToString()).toBe('inside');
      expect(readdirSync(machine.place)).toEqual([ODD_NAME]);
    },
  );

  const image = 'public.ecr.aws/docker/library/busybox:1.37';
  const container = { name: 'app', image };
  const volumes = [{ name: '../out', emptyDir: {} }];
  it.each([
    ['configmaps', { data: { '../out': 'x' } }, 'data[../out]'],
    ['secrets', { data: { '../../out': '' } }, 'data[../../out]'],
    ['configmaps', { metadata: { name: '../out' } }, 'metadata.name'],
    ['pods', { spec: { containers: [{ ...container, name: '../out' }] } }, 'spec.containers[0].name'],
    ['pods', { spec: { containers: [container], volumes } }, 'spec.volumes[0].name'],
  ])('of %s: %j', async (resource, object, field) => {
    const body = { metadata: { name: 'paths' }, ...object };
    const { status, text } = await machine.kubectl('POST', `/api/v1/namespaces/default/${resource}`, body);
    expect([status, JSON.parse(text).message]).toEqual([422, expect.stringContaining(`${field}: Invalid value: `)]);
    expect(readdirSync(machine.place)).toEqual([ODD_NAME]);
  });
});
