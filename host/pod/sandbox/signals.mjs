/** The first process of a container, which the program is: it sees itself under this number too. */
const INIT = 1;

/** A container has a process namespace of its own: signals reach the program itself, and nothing of the machine. */
export function keepSignalsInside() {
  const { kill } = process;
  process.kill = (pid, signal) => {
    const isOwn = pid === process.pid || pid === INIT;
    if (!isOwn && Number.isInteger(pid)) throw noSuchProcess();
    // Anything but a number is refused by Node itself.
    return kill.call(process, isOwn ? process.pid : pid, signal);
  };
}

const noSuchProcess = () => Object.assign(new Error('kill ESRCH'), { errno: -3, code: 'ESRCH', syscall: 'kill' });
