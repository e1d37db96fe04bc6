/**
 * Preloaded into the Node process of a container (`node --import <this file>?<configuration file>`): it makes what a
 * container's kernel would, its file system and its network, so that the program finds everything where it is on EKS and
 * its environment stays exactly the pod's.
 */
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { refuseChildProcesses } from './child-processes.mjs';
import { mapFileSystem } from './file-system.mjs';
import { refuseForeignPages } from './foreign-pages.mjs';
import { linkToHost } from './host-link.mjs';
import { createMountTable } from './mount-table.mjs';
import { mapConnections, mapListeners } from './network.mjs';
import { keepSignalsInside } from './signals.mjs';
import { mapSocketPaths } from './socket-paths.mjs';

/**
 * What host/pod/sandbox-configuration.ts writes.
 * @typedef {object} Configuration
 * @property {string} hostname
 * @property {string} workingDir
 * @property {{ path: string, directory: string, readOnly: boolean }[]} mounts
 * @property {string} root directory that holds every mount's directory
 * @property {Record<string, number>} routes loopback ports by `address:port`, AWS hosts by `aws`
 * @property {string} lookup the URL that tells where a connection inside the cluster ends
 */

/** @type {Configuration} */
const configuration = JSON.parse(
  readFileSync(fileURLToPath(`file://${new URL(import.meta.url).search.slice(1)}`), 'utf8'),
);

const mounts = createMountTable(configuration.mounts, configuration.root);
process.cwd = () => configuration.workingDir;
mapFileSystem(mounts);
refuseChildProcesses();
keepSignalsInside();
mapConnections(configuration.routes, mapListeners(linkToHost()), configuration.lookup);
mapSocketPaths(mounts);
refuseForeignPages(configuration.lookup);
os.hostname = () => configuration.hostname;
// What the host's command line holds is no business of the program's, and its children could not use it.
process.execArgv.length = 0;
process.argv = process.argv.map(mounts.shown);
process.argv[0] = process.execPath = '/usr/local/bin/node';
syncBuiltinESMExports();

// The SDK says on Node 20 that it will soon need a newer one. On EKS the image has that, so its logs do not say so.
const { emitWarning } = process;
process.emitWarning = (warning, ...rest) => {
  if (!String(warning).startsWith('NodeVersionSupportWarning')) emitWarning.call(process, warning, ...rest);
};
