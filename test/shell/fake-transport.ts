import { createShell, type ShellOptions } from '../../shell/create-shell.ts';
import type { Transport, TransportRequest } from '../../shell/transport.ts';

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | object;
}

/** Answers by method and URL (host and path); what nobody answers for is refused like a closed port. */
export function fakeTransport(answer: (request: TransportRequest & { text: string }) => Answer | undefined) {
  const requests: (TransportRequest & { text: string })[] = [];
  const transport: Transport = async (request) => {
    const seen = { ...request, text: new TextDecoder().decode(request.body) };
    requests.push(seen);
    const { status = 200, headers = {}, body = '' } = answer(seen) ?? refuse();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { status, headers, body: new TextEncoder().encode(text) };
  };
  return { transport, requests };
}

function refuse(): never {
  throw new Error('connection refused');
}

export const NOW = Date.UTC(2026, 10, 24, 9, 0, 0);

/** A shell at a frozen time that never really sleeps; `slept` lists the waits in ms. */
export function testShell(transport: Transport, options: Partial<ShellOptions> = {}) {
  const slept: number[] = [];
  const shell = createShell({
    env: { AWS_ACCESS_KEY_ID: 'AKIAROOT000000000000', AWS_SECRET_ACCESS_KEY: 'root-secret', AWS_REGION: 'us-west-2' },
    cwd: '/work',
    transport,
    now: () => NOW,
    sleep: async (ms) => void slept.push(ms),
    ...options,
  });
  return { ...shell, slept };
}
