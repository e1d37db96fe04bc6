import { describe, expect, it } from 'vitest';
import { fakeTransport, testShell } from './fake-transport.ts';

const silent = fakeTransport(() => undefined).transport;

describe('createShell', () => {
  it('runs pipes, substitutions, heredocs and loops', async () => {
    const script = `set -euo pipefail
      export NAME=cart
      cat > /tmp/a.json <<JSON
{"name": "$NAME"}
JSON
      for i in 1 2; do echo "$i"; done | tail -1
      value=$(jq -r .name /tmp/a.json)
      until grep -q cart /tmp/a.json; do sleep 1; done
      ls /nosuch 2>/dev/null || true
      echo "$value" | sed 's/cart/shop/'
      echo 'hello $NAME' | envsubst`;
    expect(await testShell(silent).run(script)).toEqual({ stdout: '2\nshop\nhello cart\n', stderr: '', exitCode: 0 });
  });

  it.each([
    ['[ -z "${NAME:-}" ] && echo empty', 'empty\n'],
    ['echo "${NAME-default}"', 'default\n'],
    ['echo "$(echo "${NAME:-inner}")"', 'inner\n'],
    ['echo "${NAME:=assigned}"; echo "$NAME"', 'assigned\nassigned\n'],
    ['set -- "${NAME:-}"; echo "$#"', '1\n'],
    ['NAME="a  b"; printf "%s|" "${NAME:-}"', 'a  b|'],
    ['NAMES=(a "b c"); printf "%s|" "${NAMES[@]:-none}"', 'a|b c|'],
  ])('gives an unset variable its default under set -u: %s', async (script, stdout) => {
    const result = await testShell(silent).run(`set -u\n${script}`);
    expect(result).toEqual({ stdout, stderr: '', exitCode: 0 });
  });

  it('has the name that HOSTNAME says', async () => {
    expect((await testShell(silent).run('hostname')).stdout).toBe('localhost\n');
    expect((await testShell(silent, { env: { HOSTNAME: 'cart-1' } }).run('hostname')).stdout).toBe('cart-1\n');
  });

  it('stops at the first failure only if the script says so', async () => {
    const { run } = testShell(silent);
    expect((await run('false; echo on')).stdout).toBe('on\n');
    expect(await run('set -e; false; echo on')).toEqual({ stdout: '', stderr: '', exitCode: 1 });
  });

  it('hands output on command by command, in order', async () => {
    const seen: string[] = [];
    const sink = { onStdout: (text: string) => seen.push(text), onStderr: (text: string) => seen.push(`!${text}`) };
    const result = await testShell(silent).run('for i in 1 2; do echo $i; done; echo oops >&2; echo é | cat', sink);
    expect(seen).toEqual(['1\n', '2\n', '!oops\n', 'é\n']);
    expect(result).toEqual({ stdout: '1\n2\né\n', stderr: 'oops\n', exitCode: 0 });
  });

  it('keeps variables and directory between runs only if asked to', async () => {
    const forgetful = testShell(silent);
    await forgetful.run('export A=1; cd /tmp');
    expect((await forgetful.run('printenv A || echo none')).stdout).toBe('none\n');
    const keeping = testShell(silent, { keepsEnvironment: true });
    await keeping.run('export A=1; mkdir -p /tmp; cd /tmp');
    expect((await keeping.run('echo "$A"; pwd')).stdout).toBe('1\n/tmp\n');
  });

  it('sends curl through the transport with its headers', async () => {
    const { transport, requests } = fakeTransport(() => ({ body: { AccessKeyId: 'ASIA' } }));
    const shell = testShell(transport, { files: { '/token': 'jwt' } });
    const { stdout } = await shell.run(
      'curl -s -H "Authorization: $(cat /token)" http://169.254.170.23/v1/credentials | jq -r .AccessKeyId',
    );
    expect(stdout).toBe('ASIA\n');
    expect(requests[0]).toMatchObject({
      method: 'GET',
      url: 'http://169.254.170.23/v1/credentials',
      headers: { authorization: 'jwt' },
    });
  });

  it('shows in env what a program would find, and nothing of the interpreter', async () => {
    const { run } = testShell(silent, { env: { A: '1', HOME: '/root' }, cwd: '/' });
    const { stdout } = await run('B=2; export C=3; env | sort; printenv A; env D=4 printenv D');
    expect(stdout).toBe('A=1\nC=3\nHOME=/root\nPATH=/usr/bin:/bin\nPWD=/\n1\n4\n');
  });

  it.each([
    [`sh -c 'B=2; export C=3; env | sort'`, 'A=1\nC=3\nHOME=/root\nPATH=/bin\nPWD=/\n'],
    [`sh -c 'printenv | sort'`, 'A=1\nHOME=/root\nPATH=/bin\nPWD=/\n'],
    [`B=2; printenv A B IFS; echo $?`, '1\n1\n'],
    [`sh -c 'printenv OPTIND SHELLOPTS OSTYPE'`, ''],
    [`env B=2 | sort`, 'A=1\nB=2\nHOME=/root\nPATH=/bin\nPWD=/\n'],
    [`env B="it's 2" sh -c 'echo "$B" "$1"' sh 'a  b'`, `it's 2 a  b\n`],
    [`env -u A B=2 printenv A B`, '2\n'],
    [`env -i B=2`, 'B=2\n'],
    [`env -u A B=2 true; env | sort`, 'A=1\nHOME=/root\nPATH=/bin\nPWD=/\n'],
    [`echo in | env B=2 cat`, 'in\n'],
  ])('prints exported variables only: %s', async (script, expected) => {
    const { run } = testShell(silent, { env: { A: '1', HOME: '/root', PATH: '/bin' }, cwd: '/' });
    expect((await run(script)).stdout).toBe(expected);
  });
});
