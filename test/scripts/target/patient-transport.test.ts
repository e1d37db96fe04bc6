import { describe, expect, it } from 'vitest';
import { patientTransport } from '../../../scripts/kit/target/patient-transport.ts';
import type { Transport, TransportResponse } from '../../../shell/transport.ts';

const answer = (status: number, headers = {}): TransportResponse => ({ status, headers, body: new Uint8Array() });
const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** Gives these outcomes in turn, the last one for ever. */
function patiently(outcomes: (TransportResponse | Error)[]) {
  const left = [...outcomes];
  const slept: number[] = [];
  const transport: Transport = async () => {
    const next = left.length > 1 ? left.shift() : left[0];
    if (next instanceof Error || next === undefined) throw next;
    return next;
  };
  const patient = patientTransport(transport, async (ms) => void slept.push(ms));
  const send = (method: string) => patient({ method, url: 'https://127.0.0.1/', headers: {} });
  return { send, slept };
}

describe('a patient transport', () => {
  it.each([['a broken connection', reset] as const, ['503', answer(503)] as const])(
    'asks again after %s where nothing is changed',
    async (_name, outcome) => {
      const { send, slept } = patiently([outcome, outcome, answer(200)]);
      expect((await send('GET')).status).toBe(200);
      expect(slept).toEqual([250, 500]);
    },
  );

  it('asks again after 429 whatever was asked, when the server says', async () => {
    const { send, slept } = patiently([answer(429, { 'retry-after': '2' }), answer(201)]);
    expect((await send('POST')).status).toBe(201);
    expect(slept).toEqual([2000]);
  });

  it('does not ask twice for what may have been done', async () => {
    const { send, slept } = patiently([reset, answer(200)]);
    await expect(send('POST')).rejects.toMatchObject({ code: 'ECONNRESET', message: 'socket hang up' });
    expect((await patiently([answer(503), answer(200)]).send('DELETE')).status).toBe(503);
    expect(slept).toEqual([]);
  });

  it('gives back what four attempts came to', async () => {
    const { send, slept } = patiently([answer(503)]);
    expect((await send('GET')).status).toBe(503);
    await expect(patiently([reset]).send('GET')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(slept).toEqual([250, 500, 1000]);
  });
});
