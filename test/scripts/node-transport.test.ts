import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createNodeTransport } from '../../scripts/kit/node-transport.ts';
import { answerTime } from '../../scripts/kit/target/answer-time.ts';
import { readBody } from '../../shell/transport.ts';

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const get = (url: string, answerMs: number) =>
  createNodeTransport(() => undefined, answerMs)({ method: 'GET', url, headers: {} });

it('gives up a request that is not answered in time', async () => {
  const url = await serve(() => {});
  await expect(get(url, 50)).rejects.toMatchObject({
    code: 'ETIMEDOUT',
    message: '127.0.0.1 did not answer within 0.05 s',
  });
});

it('lets an answer that has begun take its time', async () => {
  let end = () => {};
  const url = await serve((_request, response) => {
    response.write('be');
    end = () => response.end('gun');
  });
  const { body } = await get(url, 300);
  setTimeout(end, 400);
  expect(new TextDecoder().decode(await readBody(body))).toBe('begun');
});

it('waits a minute, or as LAB_ANSWER_SECONDS says', () => {
  expect(answerTime({})).toBe(60_000);
  expect(answerTime({ LAB_ANSWER_SECONDS: '0.5' })).toBe(500);
  const message = 'LAB_ANSWER_SECONDS is soon. Set it to a number of seconds, or unset it.';
  expect(() => answerTime({ LAB_ANSWER_SECONDS: 'soon' })).toThrow(message);
});
