import type { Certificates } from '../../host/certificates.ts';
import { nodeListener } from '../../host/http-adapter.ts';
import { type Listener, listen } from '../../host/listen.ts';
import type { LocalCloud } from '../../host/local-cloud.ts';
import { acceptUpgrades } from '../../host/upgrade.ts';
import { realTime } from '../../scripts/kit/target/real-time.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../simulator/http.ts';
import type { Answer, Fault, Meeting } from './faults.ts';
import { operationOf } from './refuse.ts';

/** Which call meets which fault. */
export interface Plan {
  /** The first is 1. */
  call: number;
  fault: Fault;
}

/** In front of the local cloud: every call to AWS and to an API server comes through here. */
export interface Door {
  /** Of the AWS endpoint. */
  url: string;
  /** From now on calls are counted from 1. Without a plan all pass. */
  expect(plan?: Plan): void;
  /** The calls since then, each by what it asks for. */
  calls(): string[];
  /** Resolves when no call is held up any more. */
  isQuiet(): Promise<unknown>;
  close(): Promise<void>;
}

interface Behind extends Pick<LocalCloud, 'cloud' | 'clusters'> {
  certificates: Certificates;
}

/** Opens a door for AWS, and one for each cluster, to which DescribeCluster leads. */
export async function openDoor({ cloud, clusters, certificates }: Behind): Promise<Door> {
  const desk = openDesk();
  const addresses = new Map<string, string>();
  const listeners: Listener[] = [];
  const open = async (handle: HttpHandler, tls?: Certificates['server']) => {
    const listener = await listen({ onRequest: nodeListener(handle, quietly), ports: [0], ...(tls && { tls }) });
    listeners.push(listener);
    return listener;
  };
  for (const { name, url } of clusters) {
    const cluster = cloud.clusters.get(name);
    if (!cluster) continue;
    const meet = (request: HttpRequest, pass: () => Promise<Answer>) =>
      desk.meet({ request, api: 'kubernetes', pass }, kubernetesCall(request));
    const handle = (request: HttpRequest) => meet(request, () => cluster.handle(request)) as Promise<HttpResponse>;
    const listener = await open(handle, certificates.server);
    acceptUpgrades(listener.server, (request) => meet(request, () => cluster.connect(request)), quietly);
    addresses.set(url, `https://127.0.0.1:${listener.port}`);
  }
  const ask = async (request: HttpRequest) => throughTheDoor(await cloud.handle(request), addresses);
  const aws = await open(async (request) => {
    const call = await operationOf(request);
    return desk.meet({ request, api: 'aws', pass: () => ask(request) }, call) as Promise<HttpResponse>;
  });
  const close = async () => void (await Promise.all(listeners.map((listener) => listener.close())));
  return { url: `http://127.0.0.1:${aws.port}`, ...desk, close };
}

/** Counts calls, and sees to it that the one that is meant meets its fault. */
function openDesk() {
  const held = new Set<Promise<unknown>>();
  let plan: Plan | undefined;
  let calls: string[] = [];
  return {
    expect(next?: Plan) {
      plan = next;
      calls = [];
    },
    calls: () => [...calls],
    isQuiet: () => Promise.all(held),
    async meet(meeting: Meeting, name: string): Promise<Answer> {
      if (calls.push(name) !== plan?.call) return meeting.pass();
      return plan.fault({ ...meeting, pass: (afterMs) => hold(held, after(afterMs, meeting.pass)) });
    },
  };
}

async function after<Result>(ms: number | undefined, call: () => Promise<Result>): Promise<Result> {
  if (ms !== undefined) await realTime.sleep(ms);
  return call();
}

/** The effect comes even if nobody waits for the answer any more. */
function hold<Result>(held: Set<Promise<unknown>>, call: Promise<Result>): Promise<Result> {
  const ended: Promise<unknown> = call.catch(() => undefined).finally(() => held.delete(ended));
  held.add(ended);
  return call;
}

/** Faults are no news. */
const quietly = () => {};

const kubernetesCall = ({ method, path }: HttpRequest) => `kubernetes ${method} ${path}`;

/** API servers are found by DescribeCluster. */
function throughTheDoor(response: HttpResponse, addresses: Map<string, string>): HttpResponse {
  if (typeof response.body !== 'string') return response;
  const { 'content-length': _, ...headers } = response.headers;
  const body = [...addresses].reduce((text, [from, to]) => text.replaceAll(from, to), response.body);
  return { ...response, headers, body };
}
