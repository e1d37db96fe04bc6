import type { HttpResponse, Upgrade } from '../../http.ts';
import { badRequest } from '../status-error.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { containerOf } from './pod-container.ts';
import { getObject } from './read.ts';
import { converse } from './remote-command.ts';

/** `pods/<name>/exec`: runs a command in a container. Throws StatusError before the connection is opened. */
export function openExec(context: ApiContext, request: ResourceRequest): Upgrade {
  const { query } = request;
  const { uid, container } = target(context, request);
  const command = query.getAll('command');
  if (command.length === 0) throw badRequest('you must specify at least 1 command for the container');
  return (channel) =>
    converse(
      query,
      channel,
      (streams) => context.kubelet.exec({ podUid: uid, container }, command, streams),
      context.report,
    );
}

/** `pods/<name>/attach`: what a container's first process says from now on, and what it is told. */
export function openAttach(context: ApiContext, request: ResourceRequest): Upgrade {
  const { query } = request;
  const { uid, container } = target(context, request);
  return (channel) =>
    converse(
      query,
      channel,
      async (streams) => {
        await context.kubelet.attach({ podUid: uid, container }, streams);
        return undefined;
      },
      context.report,
    );
}

function target(context: ApiContext, request: ResourceRequest) {
  const pod = getObject(context, request);
  return { uid: pod.metadata.uid, container: containerOf(pod, request.query.get('container')) };
}

/** These paths without an upgrade of the connection. apimachinery pkg/util/proxy/upgradeaware.go */
export function requireUpgrade(): HttpResponse {
  throw badRequest('Upgrade request required');
}
