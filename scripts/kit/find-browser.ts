import { findOnPath, isExecutable } from '../../host/find-on-path.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a Chromium or Chrome on this machine: on the PATH, or where macOS keeps it. */
export function findBrowser(): string | undefined {
  return findOnPath(...NAMES) ?? FIXED.find(isExecutable);
}
