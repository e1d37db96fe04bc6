import childProcess from 'node:child_process';

/** A container of Node has no other programs, and Node's permissions would say so in words that no container knows. */
export function refuseChildProcesses() {
  childProcess.ChildProcess.prototype.spawn = function ({ file, args }) {
    process.nextTick(() => this.emit('error', notFound('spawn', file, args)));
    return -2;
  };
  childProcess.spawnSync = (file, args) => {
    const error = notFound('spawnSync', file, args);
    return { error, pid: 0, output: [], stdout: null, stderr: null, status: null, signal: null };
  };
  childProcess.execFileSync = (file, args) => {
    throw notFound('spawnSync', file, args);
  };
  childProcess.execSync = (command) => {
    throw notFound('spawnSync', '/bin/sh', ['-c', command]);
  };
}

function notFound(syscall, path, args) {
  const spawnargs = Array.isArray(args) ? args : [];
  const error = new Error(`${syscall} ${path} ENOENT`);
  return Object.assign(error, { errno: -2, code: 'ENOENT', syscall: `${syscall} ${path}`, path, spawnargs });
}
