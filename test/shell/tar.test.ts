import { describe, expect, it } from 'vitest';
import { fakeTransport, testShell } from './fake-transport.ts';

const { transport } = fakeTransport(() => undefined);
const run = (script: string) => testShell(transport, { files: { '/tmp/a/x': 'one' }, cwd: '/tmp' }).run(script);

describe('tar', () => {
  it('takes the leading slash from members, and says so', async () => {
    expect(await run('tar cf b.tar /tmp/a && tar tf b.tar')).toMatchObject({
      exitCode: 0,
      stdout: 'tmp/a/\ntmp/a/x\n',
      stderr: "tar: Removing leading `/' from member names\n",
    });
    expect(await run('tar -czf - /tmp/a/x | tar -tzf -')).toMatchObject({ exitCode: 0, stdout: 'tmp/a/x\n' });
  });

  it('leaves relative paths and other archives alone', async () => {
    expect(await run('tar cf /tmp/b.tar a && tar xOf /tmp/b.tar a/x')).toMatchObject({ stdout: 'one', stderr: '' });
    expect(await run('tar cf - -C /tmp a | tar tf -')).toMatchObject({ stdout: 'a/\na/x\n', stderr: '' });
  });
});
