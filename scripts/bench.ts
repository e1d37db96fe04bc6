import { argv, echo, spinner } from 'zx';
import { measure, type Report } from '../bench/measure.ts';

/**
 * `npm run bench`: five signed AWS calls per second at eight connections, on the local cloud, on a bare node:http server that
 * answers the same bytes, and on moto_server where it is installed; the local cloud's time to ready and its memory.
 * `-- --json` prints the same as one JSON object; `-- --seconds N` sets the time per measurement.
 */
const seconds = Number(argv.seconds ?? 3);
const report = argv.json ? await measure(seconds) : await spinner('Measuring', () => measure(seconds));
if (argv.json) echo(JSON.stringify(report));
else print(report);

function print({ calls, localCloud, moto }: Report): void {
  const columns = ['call', 'local cloud /s', 'echo /s', 'of echo', ...(moto ? ['moto /s', 'times moto'] : [])];
  const rows = calls.map((call) => [
    call.name,
    call.localCloud.toFixed(0),
    call.echo.toFixed(0),
    (call.localCloud / call.echo).toFixed(2),
    ...(call.moto === undefined ? [] : [call.moto.toFixed(0), (call.localCloud / call.moto).toFixed(1)]),
  ]);
  echo(table([columns, ...rows]));
  echo(
    `\nTime to ready: ${localCloud.readyMs.toFixed(0)} ms. Resident memory: ${localCloud.residentMb.toFixed(0)} MB.`,
  );
  if (!moto) echo('moto_server is not on the PATH: not compared.');
}

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return rows.map(line).join('\n');
}
