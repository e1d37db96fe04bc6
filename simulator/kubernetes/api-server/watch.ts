import type { HttpResponse } from '../../http.ts';
import { badRequest, StatusError } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { statusObject } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import { integer, isTrue, type ResourceRequest } from './api-request.ts';
import type { LoggedEvent } from './event-log.ts';
import { parseFieldSelector, type Selector } from './field-selector.ts';
import { apiVersionOf, resourceName } from './kinds.ts';
import { parseLabelSelector } from './label-selector.ts';
import { requireOptions, wantsInitialEvents, watchErrors } from './list-options.ts';
import { createPushStream } from './push-stream.ts';
import { present } from './representation.ts';

// The API server's own interval is about a minute. apiserver pkg/storage/cacher
const BOOKMARK_INTERVAL_MS = 60_000;

/** A watch: JSON lines, from `resourceVersion` on, or from the present state if that is empty or 0. */
export function watchObjects(context: ApiContext, request: ResourceRequest): HttpResponse {
  const { query, kind } = request;
  const cancels: (() => void)[] = [];
  const stream = createPushStream<string>(() => {
    for (const cancel of cancels) cancel();
  });
  const send = (type: string, object: unknown) => stream.push(`${JSON.stringify({ type, object })}\n`);
  const sendObject = (type: string, object: KubeObject) => send(type, present(context, request, object));
  const bookmark = (annotations?: Record<string, string>) => {
    const metadata = { resourceVersion: context.storage.resourceVersion(), ...(annotations && { annotations }) };
    send('BOOKMARK', { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata });
  };

  try {
    requireOptions(watchErrors(query));
    const matches = watchSelector(request);
    const pass = (event: LoggedEvent) => {
      const change = event.resource === resourceName(kind) ? seenThrough(matches, event) : undefined;
      if (change) sendObject(change.type, change.object);
    };
    sendPast(context, request, matches, pass, (object) => sendObject('ADDED', object));
    if (wantsInitialEvents(query)) bookmark({ 'k8s.io/initial-events-end': 'true' });
    cancels.push(context.events.subscribe(pass));
    if (isTrue(query.get('allowWatchBookmarks'))) cancels.push(repeat(context, bookmark));
    const timeout = integer(query, 'timeoutSeconds');
    if (timeout) cancels.push(context.clock.after(timeout * 1000, stream.end));
  } catch (error) {
    // An expired resourceVersion is told inside the stream, as by the watch cache.
    if (!(error instanceof StatusError) || error.code !== 410) throw error;
    send('ERROR', statusObject(error));
    stream.end();
  }
  return { status: 200, headers: { 'content-type': 'application/json' }, body: stream };
}

function sendPast(
  context: ApiContext,
  { query, kind }: ResourceRequest,
  matches: Selector,
  pass: (event: LoggedEvent) => void,
  add: (object: KubeObject) => void,
): void {
  const asked = query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(asked)) throw badRequest(`Invalid value: "${asked}": strconv.ParseUint: invalid syntax`);
  if (asked && asked !== '0' && !wantsInitialEvents(query)) {
    for (const event of context.events.since(Number(asked))) pass(event);
  } else {
    for (const object of context.storage.list(resourceName(kind)).filter(matches)) add(object);
  }
}

function watchSelector({ query, kind, namespace, name }: ResourceRequest): Selector {
  const labels = parseLabelSelector(query.get('labelSelector'));
  const fields = parseFieldSelector(query.get('fieldSelector'), kind);
  return (object) =>
    (!namespace || object.metadata.namespace === namespace) &&
    (!name || object.metadata.name === name) &&
    labels(object) &&
    fields(object);
}

/** What a selector makes of an event: entering it is ADDED, leaving it DELETED. */
function seenThrough(matches: Selector, event: LoggedEvent): { type: string; object: KubeObject } | undefined {
  const was = event.before !== undefined && matches(event.before);
  const is = event.type !== 'DELETED' && matches(event.object);
  if (!was && !is) return undefined;
  return { type: is ? (was ? 'MODIFIED' : 'ADDED') : 'DELETED', object: event.object };
}

function repeat(context: ApiContext, action: () => void): () => void {
  let cancel = () => {};
  const again = () => {
    cancel = context.clock.after(BOOKMARK_INTERVAL_MS, () => {
      action();
      again();
    });
  };
  again();
  return () => cancel();
}
