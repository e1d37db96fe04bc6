import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../shell/transport.ts';
import { type Answer, fakeTransport, testShell } from '../fake-transport.ts';

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111122223333:user/workshop</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;
const WHO = 'aws sts get-caller-identity --query Arn --output text';

const refused = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>Not now.</Message></Error></ErrorResponse>`,
});

/** Refuses the first calls, and answers from then on. */
function refusing(refusals: Answer[]) {
  const left = [...refusals];
  return fakeTransport(() => left.shift() ?? { headers: { 'content-type': 'text/xml' }, body: IDENTITY });
}

describe('aws tries again', () => {
  it.each([
    [400, 'Throttling'],
    [503, 'ServiceUnavailable'],
    [500, 'InternalFailure'],
  ])('after %i %s, and waits by the shell’s sleep', async (status, code) => {
    const { transport, requests } = refusing([refused(status, code), refused(status, code)]);
    const { run, slept } = testShell(transport);
    expect(await run(WHO)).toMatchObject({ stdout: 'arn:aws:iam::111122223333:user/workshop\n', stderr: '' });
    expect([slept, requests.length]).toEqual([[500, 1000], 3]);
  });

  it('after a connection that broke', async () => {
    const { transport } = refusing([]);
    let isBroken = true;
    const breaking: Transport = async (request) => {
      if (!isBroken) return transport(request);
      isBroken = false;
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    };
    const { run, slept } = testShell(breaking);
    expect(await run(WHO)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(slept).toEqual([500]);
  });
});

describe('aws gives up', () => {
  const gone = Array.from({ length: 9 }, () => refused(400, 'Throttling'));

  it('after three attempts, in the CLI’s words', async () => {
    const { transport, requests } = refusing(gone);
    expect(await testShell(transport).run(WHO)).toEqual({
      stdout: '',
      stderr:
        '\nAn error occurred (Throttling) when calling the GetCallerIdentity operation (reached max retries: 2): Not now.\n',
      exitCode: 254,
    });
    expect(requests.length).toBe(3);
  });

  it('after as many as AWS_MAX_ATTEMPTS says', async () => {
    const { transport, requests } = refusing(gone);
    const { stderr } = await testShell(transport).run(`AWS_MAX_ATTEMPTS=5 ${WHO}`);
    expect(stderr).toContain('(reached max retries: 4)');
    expect(requests.length).toBe(5);
  });

  it.each([
    [403, 'AccessDenied'],
    [409, 'LimitExceeded'],
  ])('at once after %i %s', async (status, code) => {
    const { transport, requests } = refusing([refused(status, code)]);
    expect(await testShell(transport).run(WHO)).toMatchObject({
      stderr: `\nAn error occurred (${code}) when calling the GetCallerIdentity operation: Not now.\n`,
      exitCode: 254,
    });
    expect(requests.length).toBe(1);
  });
});
