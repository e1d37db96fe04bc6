/** Something on this machine stands in the way. `message` is one sentence for the learner, with the remedy. */
export class HostError extends Error {
  constructor(
    readonly code: 'Locked' | 'DiskFull' | 'NotWritable' | 'PortTaken' | 'StateVersion' | 'WrongSetting',
    message: string,
  ) {
    super(message);
    this.name = 'HostError';
  }
}

/** The error to show for a failed write at `path`; what has no remedy of its own is given back as it is. */
export function explainWriteError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new HostError('DiskFull', `No space left for ${path}. Free some disk space and repeat; nothing was lost.`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new HostError('NotWritable', `${path} cannot be written. Set LAB_HOME to a directory that you own.`);
  }
  return error;
}
