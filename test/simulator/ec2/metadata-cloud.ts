import { EC2, type ModifyInstanceMetadataOptionsRequest } from '@aws-sdk/client-ec2';
import { expect, vi } from 'vitest';
import type { HttpHandler } from '../../../simulator/http.ts';
import type { ContainerRuntime, ContainerSpec } from '../../../simulator/kubernetes/container-runtime.ts';
import { pod, requestOf } from '../kubernetes/api-server/test-cluster.ts';
import { startTestCloud } from '../test-cloud.ts';

/** A local cloud whose containers do nothing, and what each of them finds at 169.254.169.254 and 169.254.170.23. */
export async function startMetadataCloud() {
  const services = new Map<string, HttpHandler>();
  const agents = new Map<string, HttpHandler>();
  const runtime: Partial<ContainerRuntime> = {
    whyNotRunnable: () => undefined,
    async start({ pod: name, metadata, agent }: ContainerSpec, events) {
      agents.set(name, agent);
      if (metadata) services.set(name, metadata);
      const stop = async () => events.exited(0);
      return { stop } as Partial<Awaited<ReturnType<ContainerRuntime['start']>>> as never;
    },
  };
  const { cloud, clock, config } = await startTestCloud({ runtime: runtime as ContainerRuntime });

  /** Starts a pod of workshop-a; answers how it asks the metadata service. */
  async function askingPod(name: string, spec: Record<string, unknown> = {}) {
    const token = cloud.credentials.kubernetesToken;
    const path = '/api/v1/namespaces/default/pods';
    await cloud.clusters.get('workshop-a')?.handle(requestOf('POST', path, pod(name, spec), { token }));
    const service = await vi.waitFor(() => {
      expect(services.has(name)).toBe(true);
      return services.get(name) as HttpHandler;
    });
    return (method: string, below: string, headers: Record<string, string> = {}) =>
      service({ method, path: `/latest/${below}`, query: '', headers, body: new Uint8Array() });
  }

  /** The node's agent, as a pod finds it that `askingPod` started. */
  const agentOf = (name: string) => agents.get(name) ?? expect.unreachable(`no pod ${name}`);

  async function metadataOf(name: string, spec: Record<string, unknown> = {}) {
    const ask = await askingPod(name, spec);
    const session = String((await ask('PUT', 'api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': '60' })).body);
    return async (below: string) =>
      String((await ask('GET', `meta-data/${below}`, { 'x-aws-ec2-metadata-token': session })).body);
  }

  const ec2 = new EC2(config());
  /** The instance of the one node of workshop-a. */
  async function describe() {
    const Filters = [{ Name: 'tag:eks:cluster-name', Values: ['workshop-a'] }];
    const { Reservations } = await ec2.describeInstances({ Filters });
    return Reservations?.[0]?.Instances?.[0] ?? expect.unreachable('no instance');
  }
  const modify = async (options: Omit<ModifyInstanceMetadataOptionsRequest, 'InstanceId'>) =>
    ec2.modifyInstanceMetadataOptions({ InstanceId: (await describe()).InstanceId, ...options });

  return { cloud, config, askingPod, agentOf, metadataOf, describe, modify, ec2, clock };
}
