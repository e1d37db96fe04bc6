import { AwsError } from '../../aws-error.ts';
import type { Incoming } from '../exchange.ts';
import { isAwsChunked, readAwsChunked } from '../signature/aws-chunked.ts';

/**
 * Replaces an aws-chunked body by its data, with the trailers among the headers. The request itself stays as it was
 * signed. Throws IncompleteBody.
 */
export function unchunk(incoming: Incoming): void {
  const { headers, body } = incoming.request;
  if (!isAwsChunked(headers)) return;
  const chunked = readAwsChunked(body);
  const announced = headers['x-amz-decoded-content-length'];
  if (!chunked || (announced !== undefined && Number(announced) !== chunked.data.length)) {
    throw new AwsError(
      'IncompleteBody',
      400,
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    );
  }
  incoming.chunked = chunked;
  const content: Record<string, string> = {
    ...headers,
    ...chunked.trailers,
    'content-length': String(chunked.data.length),
  };
  const encodings = (headers['content-encoding'] ?? '')
    .split(/\s*,\s*/)
    .filter((name) => name && name !== 'aws-chunked');
  // S3 keeps the encodings of the object itself: API reference, "Signature calculations … in chunks".
  delete content['content-encoding'];
  if (encodings.length > 0) content['content-encoding'] = encodings.join(',');
  incoming.content = { headers: content, body: chunked.data };
}
