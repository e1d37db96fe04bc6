import type { LabTools } from './clean-labs.ts';
import { messageOf } from './describe.ts';
import { type Look, looksFor } from './looks.ts';
import type { SetupTools } from './setup-tools.ts';

/** What an account was asked for, and what of the run it still holds. */
export interface Scan {
  looked: string[];
  /** What could not be looked at, with the reason: nothing is proven about it. */
  unseen: string[];
  remaining: string[];
}

/** Asks every API that could hold something of the run. `issuers`: those of the clusters. Errors: none; they are in the scan. */
export async function scan(tools: SetupTools, labs: LabTools, issuers: string[]): Promise<Scan> {
  const found = await Promise.all(looksFor(tools, labs, issuers).map(lookOnce));
  return {
    looked: found.flatMap(({ what, lines }) => (lines ? [what] : [])),
    unseen: found.flatMap(({ what, reason }) => (reason ? [`${what}: ${reason}`] : [])),
    // One thing is often found twice, by its name and by its tag.
    remaining: [...new Set(found.flatMap(({ lines = [] }) => lines))],
  };
}

async function lookOnce({ what, find }: Look): Promise<{ what: string; lines?: string[]; reason?: string }> {
  try {
    return { what, lines: await find() };
  } catch (error) {
    return { what, reason: messageOf(error) };
  }
}
