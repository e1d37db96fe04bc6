import { spinner } from 'zx';

/** Shows a line that something goes on, on a terminal only: output that is read by programs stays clean. */
export async function withProgress<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  return process.stderr.isTTY ? spinner(title, work) : work();
}
