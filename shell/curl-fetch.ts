import type { SecureFetch } from 'just-bash';
import { readBody, type Transport } from './transport.ts';

/** curl's way out: the same transport that `aws` and `kubectl` use. Redirects are shown, not followed. */
export function curlFetch(transport: Transport): SecureFetch {
  return async (url, options = {}) => {
    const response = await transport({
      method: options.method ?? 'GET',
      url,
      headers: Object.fromEntries(new Headers(options.headers)),
      body: options.body === undefined ? undefined : new TextEncoder().encode(options.body),
      signal: options.signal,
    });
    return {
      status: response.status,
      statusText: '',
      headers: response.headers,
      body: await readBody(response.body),
      url,
    };
  };
}
