import { resolve } from 'node:path';
import { isDelays } from '../simulator/delays.ts';
import { HostError } from './host-error.ts';
import { startLocalCloud } from './local-cloud.ts';

/**
 * The process that `lab:start` spawns. Its standard output is one line of JSON: `{ready: true, …}` or
 * `{error: {code, message}}`, then exit code 2. It ends, with its pods, on SIGTERM or SIGINT.
 */
async function main(): Promise<void> {
  const { LAB_HOME = '.lab', LAB_PORT, LAB_DELAYS: delays = 'none' } = process.env;
  if (!isDelays(delays)) throw new HostError('WrongSetting', `LAB_DELAYS is ${delays}. Set it to aws, or unset it.`);
  const port = LAB_PORT ? Number(LAB_PORT) : undefined;
  const { url, clusters, stop } = await startLocalCloud({ labHome: resolve(LAB_HOME), port, delays });
  const end = () => stop().then(() => process.exit(0));
  process.once('SIGTERM', end).once('SIGINT', end);
  tell({ ready: true, pid: process.pid, url, clusters });
}

function tell(message: Record<string, unknown>): void {
  // Who started it may have gone on already: that is no reason to end.
  process.stdout.on('error', () => undefined);
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

main().catch((error: unknown) => {
  if (!(error instanceof HostError)) console.error(error);
  const { code = 'Failed', message } = error as { code?: string; message: string };
  tell({ error: { code, message } });
  process.exitCode = 2;
});
