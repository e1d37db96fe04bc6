import { type ChildProcess, spawn } from 'node:child_process';

/**
 * A shell that keeps the process groups it is told of, and kills those left when its input ends: when the local cloud is
 * gone, however that came about. A program in an endless loop would not hear of it by itself.
 */
const SCRIPT = `groups=' '
while read -r action group; do
  case $action in
    begin) groups="$groups$group " ;;
    end) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -9 "-$group" 2>/dev/null; done`;

/** The guardian of this process, started when there is first something to guard. */
let guardian: ChildProcess | undefined;

/** Sees to it that this group of processes does not outlive the local cloud. Returns what tells that it has ended. */
export function guard(group: number): () => void {
  guardian ??= startGuardian();
  const { stdin } = guardian;
  stdin?.write(`begin ${group}\n`);
  return () => void stdin?.write(`end ${group}\n`);
}

function startGuardian(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
    // In a group of its own: it must not go with the one that it is there for.
    detached: true,
  });
  const forget = () => {
    guardian = undefined;
  };
  child.on('error', forget).on('exit', forget).unref();
  child.stdin.on('error', forget);
  if ('unref' in child.stdin) (child.stdin as { unref(): void }).unref();
  return child;
}
