import { dirname } from 'node:path';
import { SANDBOX } from './sandbox-location.ts';

/**
 * The flags that keep a process of Node to these directories and the preload, and from starting others; nodejs.org,
 * "Permissions". No worker threads: permissions do not reach into them. Symbolic links count as what they are: renewed files are links.
 */
export function permissions(places: string[]): string[] {
  return [
    known('--permission') ? '--permission' : '--experimental-permission',
    ...[dirname(SANDBOX), ...places].map((place) => `--allow-fs-read=${place}`),
    ...places.map((place) => `--allow-fs-write=${place}`),
    ...(known('--allow-net') ? ['--allow-net'] : []),
    // To look through links means to look at every directory above.
    '--preserve-symlinks',
    '--preserve-symlinks-main',
    // That there are permissions is no concern of the program's log.
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
  ];
}

const known = (flag: string) => process.allowedNodeEnvironmentFlags.has(flag);
