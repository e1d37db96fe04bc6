import { spawnSync } from 'node:child_process';

// 1.x writes its version to standard output or standard error, depending on the Python below it.
const { stdout, stderr } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
const isVersion1 = /aws-cli\/1\./.test(`${stdout}${stderr}`);

/** The service answered with an error. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html */
export const SERVICE_ERROR = isVersion1 ? 255 : 254;

/** The command line has a mistake; nothing was sent. */
export const USAGE_ERROR = isVersion1 ? 2 : 252;
