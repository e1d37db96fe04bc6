import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/kit/find-browser.ts';

/** Keeps Chromium to the loopback interface: none of its own services are asked. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium or Chrome found. On Debian: apt-get install chromium');
  return chromium.launch({ executablePath, args: QUIET });
}
