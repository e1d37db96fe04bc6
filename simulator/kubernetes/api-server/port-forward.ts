import type { MessageChannel, Upgrade } from '../../http.ts';
import { openSpdySession, type SpdyStream } from '../spdy/session.ts';
import { badRequest } from '../status-error.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { getObject } from './read.ts';
import { OVER_SPDY } from './remote-command.ts';

/**
 * `pods/<name>/portforward` in SPDY's frames: for each connection the client opens a stream for errors and one for data,
 * with the same request id. kubelet pkg/cri/streaming/portforward/httpstream.go. Throws NotFound.
 */
export function openPortForward(context: ApiContext, request: ResourceRequest): Upgrade {
  const { uid } = getObject(context, request).metadata;
  return (channel) => {
    if (!channel.subprotocol.startsWith(OVER_SPDY)) throw badRequest('ports are forwarded over SPDY/3.1 only');
    return forwardPorts(context, uid, channel);
  };
}

function forwardPorts(context: ApiContext, podUid: string, channel: MessageChannel): Promise<void> {
  const errors = new Map<string, SpdyStream>();
  openSpdySession(channel, (stream) => {
    const { streamtype, requestid = '', port } = stream.headers;
    const errorStream = errors.get(requestid);
    if (streamtype === 'error') errors.set(requestid, stream);
    else if (errorStream) {
      errors.delete(requestid);
      void forward(context, { podUid, port: Number(port) }, stream, errorStream);
    }
  });
  return new Promise((resolve) => channel.onClose(resolve));
}

async function forward(
  { kubelet }: ApiContext,
  { podUid, port }: { podUid: string; port: number },
  data: SpdyStream,
  errors: SpdyStream,
): Promise<void> {
  try {
    for await (const bytes of await kubelet.dial(podUid, port, data)) data.send(bytes);
  } catch (error) {
    // A client that has gone is told nothing.
    if (!data.signal.aborted) errors.send(new TextEncoder().encode(error instanceof Error ? error.message : ''));
  }
  data.end();
  errors.end();
}
