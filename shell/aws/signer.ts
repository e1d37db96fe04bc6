import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { createClient } from './call-service.ts';
import { credentials } from './credentials/credentials.ts';
import { knownService } from './services.ts';
import { requireRegion, type Settings } from './settings.ts';

type Sha256 = ConstructorParameters<typeof SignatureV4>[0]['sha256'];

/** SigV4 for what no SDK client sends: presigned URLs and EKS Auth. */
export async function createSigner(settings: Settings, service: string): Promise<SignatureV4> {
  // The hash that a client carries is the one for this runtime.
  const client = createClient(settings, await knownService('sts'));
  const { sha256 } = client.config as { sha256: Sha256 };
  return new SignatureV4({
    service,
    region: requireRegion(settings),
    credentials: await credentials(settings),
    sha256,
    applyChecksum: false,
    uriEscapePath: service !== 's3',
  });
}

/** A request to sign; its `host` header is set. */
export function requestTo(
  url: string,
  method: string,
  headers: Record<string, string> = {},
  body?: string,
): HttpRequest {
  const { protocol, hostname, port, host, pathname, searchParams } = new URL(url);
  return new HttpRequest({
    method,
    protocol,
    hostname,
    port: port ? Number(port) : undefined,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { host, ...headers },
    body,
  });
}
