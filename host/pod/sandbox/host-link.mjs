import { Socket } from 'node:net';

/** The pipe to the host: the fourth stream that it opens, after the standard ones. */
const HOST_FD = 3;

/**
 * Opens the pipe to the host and returns what reports to it, one JSON line a time. When the host is gone, by `kill -9`
 * even, the pipe ends and so does this process: no container outlives its node.
 */
export function linkToHost() {
  const pipe = new Socket({ fd: HOST_FD, readable: true, writable: true });
  const end = () => process.kill(process.pid, 'SIGKILL');
  pipe.on('end', end).on('error', end);
  pipe.resume();
  // The program decides when it has nothing left to do, not this pipe.
  pipe.unref();
  return (/** @type {Record<string, unknown>} */ message) => void pipe.write(`${JSON.stringify(message)}\n`);
}
