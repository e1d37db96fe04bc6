import { measure, type Report } from '../bench/measure.ts';
import { readArguments } from './kit/arguments.ts';
import { withProgress } from './kit/progress.ts';
import { renderTable } from './kit/report.ts';
import { echo } from './kit/terminal.ts';

/**
 * `npm run bench`: five signed AWS calls per second at eight connections, on the local cloud, on a bare node:http server that
 * answers the same bytes, and on moto_server where it is installed; the times to ready, the local cloud's memory, policy
 * evaluations per second, 10,000 associations on 100 clusters, and 500 pods on two.
 * `-- --json` prints the same as one JSON object; `-- --seconds N` sets the time per measurement.
 */
// The SDK's note that later versions need a later Node is no result.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const { flags, values } = readArguments(['json'], ['seconds']);
const seconds = Number(values.get('seconds') ?? 3);
const report = await withProgress('Measuring', () => measure(seconds));
if (flags.has('json')) echo(JSON.stringify(report));
else print(report);

function print({ calls, localCloud, moto, policyEvaluationsPerSecond, associations, pods }: Report): void {
  const columns = ['call', 'local cloud /s', 'echo /s', 'of echo', ...(moto ? ['moto /s', 'times moto'] : [])];
  const rows = calls.map((call) => [
    call.name,
    call.localCloud.toFixed(0),
    call.echo.toFixed(0),
    (call.localCloud / call.echo).toFixed(2),
    ...(call.moto === undefined ? [] : [call.moto.toFixed(0), (call.localCloud / call.moto).toFixed(1)]),
  ]);
  echo(renderTable([columns, ...rows]));
  echo(
    `\nTime to ready: ${localCloud.readyMs.toFixed(0)} ms. Resident memory: ${localCloud.residentMb.toFixed(0)} MB.`,
  );
  echo(`Policy evaluations: ${policyEvaluationsPerSecond.toFixed(0)} /s for a role with ten statements.`);
  printAssociations(associations);
  printPods(pods);
  const ratio = moto && (localCloud.readyMs / moto.readyMs).toFixed(2);
  if (moto)
    echo(`moto_server's first answer: ${moto.readyMs.toFixed(0)} ms; the local cloud is ready in ${ratio} of that.`);
  else echo('moto_server is not on the PATH: not compared.');
}

function printAssociations({
  associations,
  clusters,
  firstMs,
  lastMs,
  beforeMb,
  afterMb,
}: Report['associations']): void {
  echo(
    `${associations} associations on ${clusters} clusters: ${firstMs.toFixed(1)} ms each for the first tenth, ` +
      `${lastMs.toFixed(1)} ms for the last; resident memory ${beforeMb.toFixed(0)} MB before, ${afterMb.toFixed(0)} MB after.`,
  );
}

function printPods({ pods, allReadyMs, beforeMb, afterMb, listMs, watchMs }: Report['pods']): void {
  echo(
    `${pods} pods on two clusters: all Ready after ${(allReadyMs / 1000).toFixed(1)} s; resident memory ` +
      `${beforeMb.toFixed(0)} MB before, ${afterMb.toFixed(0)} MB after; list ${listMs.toFixed(0)} ms, ` +
      `watch ${watchMs.toFixed(1)} ms (medians).`,
  );
}
