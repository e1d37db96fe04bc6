import { expect } from 'vitest';
import { createAwsClients } from '../../../labs/kit/aws-clients.ts';
import { createKubeClient } from '../../../labs/kit/kube-client.ts';
import { workshopNames } from '../../../labs/kit/names.ts';
import { createPodView } from '../../../labs/kit/pod-view.ts';
import type { AwsAccess } from '../../../labs/kit/sdk-configuration.ts';
import type { World } from '../../../labs/kit/world.ts';
import type { Transport } from '../../../shell/transport.ts';
import type { Cloud } from '../../../simulator/cloud.ts';
import type { HttpHandler } from '../../../simulator/http.ts';
import { LEARNER_ACCOUNT } from '../../../simulator/place.ts';

/** The world of the labs in a cloud of this process: what goes over HTTP elsewhere is a call here. */
export function openWorld(cloud: Cloud, cluster: string) {
  const server = `https://${cluster}.test`;
  const token = cloud.credentials.kubernetesToken;
  const transport = transportTo(cloud.handle);
  const api = transportTo((request) => cloud.clusters.get(cluster)?.handle(request) ?? notThere());
  const kube = createKubeClient({ server, token: async () => token, transport: api });
  const clientsFor = (credentials: AwsAccess['credentials']) =>
    createAwsClients({ region: 'us-west-2', endpoint: 'http://aws.test', credentials, transport });
  const world: World = {
    names: workshopNames(LEARNER_ACCOUNT),
    isRealAccount: false,
    kube: () => kube,
    app: (_cluster, namespace, name) => createPodView(kube, namespace, name),
    aws: clientsFor(cloud.credentials.learner),
    partner: clientsFor(cloud.credentials.partner),
  };

  /** Writes to the API server; a merge patch for PATCH. */
  async function write(method: 'POST' | 'PATCH' | 'DELETE', path: string, content: object = {}): Promise<void> {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const headers = { authorization: `Bearer ${token}`, 'content-type': type, accept: 'application/json' };
    const body = new TextEncoder().encode(JSON.stringify(content));
    const answer = await api({ method, url: `${server}${path}`, headers, body });
    expect(answer.status, new TextDecoder().decode(answer.body as Uint8Array)).toBeLessThan(300);
  }

  return { world, kube, clientsFor, write };
}

const notThere = async () => ({ status: 404, headers: {}, body: '' });

function transportTo(handle: HttpHandler): Transport {
  return async ({ method, url, headers, body = new Uint8Array() }) => {
    const { pathname, search, host } = new URL(url);
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const answer = await handle({
      method,
      path: pathname,
      query: search.slice(1),
      headers: { host, ...Object.fromEntries(lower) },
      body,
      remoteAddress: '127.0.0.1',
    });
    const bytes = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body;
    return { status: answer.status, headers: answer.headers, body: bytes as Uint8Array };
  };
}
