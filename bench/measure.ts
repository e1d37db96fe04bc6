import { type AssociationReport, measureAssociations } from './associations.ts';
import { type Call, CLUSTER, prepare, signedCalls, type Target } from './calls.ts';
import { type LoadResult, load } from './load.ts';
import { type LocalCloudProcess, startLocalCloudProcess } from './local-cloud-process.ts';
import { measurePods, type PodsReport } from './pods.ts';
import { policyEvaluationsPerSecond } from './policy-evaluations.ts';
import { type Server, startEcho, startMoto } from './servers.ts';

const CONNECTIONS = 8;
const WARM_UP_MS = 500;

/** Calls per second, one row a call. */
export interface CallRow {
  name: string;
  localCloud: number;
  echo: number;
  /** Absent where moto_server is not installed. */
  moto?: number;
}

export interface Report {
  connections: number;
  secondsEach: number;
  localCloud: { readyMs: number; residentMb: number };
  /** Absent where moto_server is not installed. */
  moto?: { readyMs: number };
  /** For a role with ten statements. */
  policyEvaluationsPerSecond: number;
  calls: CallRow[];
  associations: AssociationReport;
  pods: PodsReport;
}

/** Measures everything in one run, call by call, so that the ratios are of the same minutes. */
export async function measure(secondsEach: number): Promise<Report> {
  const cloud = await startLocalCloudProcess();
  const moto = await startMoto();
  try {
    const ours: Target = { name: 'local cloud', endpoint: cloud.endpoint, credentials: cloud.credentials };
    await prepare(ours, false);
    const theirs = moto && (await prepareMoto(moto));
    const calls: CallRow[] = [];
    const motoCalls = theirs && (await signedCalls(theirs));
    for (const [index, call] of (await signedCalls(ours)).entries()) {
      calls.push(await measureCall(call, secondsEach, { cloud, moto, motoCall: motoCalls?.[index] }));
    }
    const localCloud = { readyMs: cloud.readyMs, residentMb: cloud.residentMb() };
    const associations = await inOwnCloud(measureAssociations);
    const evaluations = policyEvaluationsPerSecond(secondsEach * 1000);
    return {
      connections: CONNECTIONS,
      secondsEach,
      localCloud,
      moto: moto && { readyMs: moto.readyMs },
      policyEvaluationsPerSecond: evaluations,
      calls,
      associations,
      pods: await inOwnCloud(measurePods),
    };
  } finally {
    await Promise.all([cloud.stop(), moto?.stop()]);
  }
}

/** What is measured of a local cloud that has done nothing else. */
async function inOwnCloud<Result>(measured: (cloud: LocalCloudProcess) => Promise<Result>): Promise<Result> {
  const cloud = await startLocalCloudProcess();
  try {
    return await measured(cloud);
  } finally {
    await cloud.stop();
  }
}

async function prepareMoto(moto: Server): Promise<Target> {
  const target = {
    name: 'moto',
    endpoint: moto.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  await prepare(target, true);
  return target;
}

interface Peers {
  cloud: LocalCloudProcess;
  moto?: Server;
  motoCall?: Call;
}

async function measureCall(call: Call, seconds: number, { cloud, moto, motoCall }: Peers): Promise<CallRow> {
  const ours = await drive(call, cloud.endpoint, seconds);
  if (call.name.startsWith('EKS') && !ours.body.includes(CLUSTER)) throw new Error(`Unexpected answer: ${ours.body}`);
  const echo = await startEcho(ours.body);
  const bare = await drive(call, echo.endpoint, seconds);
  await echo.stop();
  const row = { name: call.name, localCloud: ours.perSecond, echo: bare.perSecond };
  if (!moto || !motoCall) return row;
  return { ...row, moto: (await drive(motoCall, moto.endpoint, seconds)).perSecond };
}

async function drive({ request }: Call, endpoint: string, seconds: number): Promise<LoadResult> {
  const { hostname: host, port } = new URL(endpoint);
  const options = { host, port: Number(port), connections: CONNECTIONS };
  await load(request, { ...options, durationMs: WARM_UP_MS });
  return load(request, { ...options, durationMs: seconds * 1000 });
}
