import { readdirSync } from 'node:fs';
import { CreateAddonCommand, EKSClient } from '@aws-sdk/client-eks';
import { expect, vi } from 'vitest';
import { ask, type Machine } from './machine.ts';

export const PODS = '/api/v1/namespaces/default/pods';

const SERVER = `const { createServer } = require('node:http');
const server = createServer((_, answer) => answer.end('app')).listen(8080, () => {
  console.log(Object.getPrototypeOf(Object.getPrototypeOf(server)).address.call(server).port);
});`;

/** Where the doors of one pod are on the machine. */
export interface PodDoors {
  app: number;
  agent: number;
  metadata: number;
  lookup: number;
}

const WAIT = { timeout: 20_000, interval: 100 };

/** Starts the pod `web` with a server in it and the agent beside it, and finds the loopback ports of both. */
export async function startWebPod(machine: Machine): Promise<PodDoors> {
  const { kubectl, read, home } = machine;
  await installAgent(machine);
  const image = 'public.ecr.aws/docker/library/node:22';
  const spec = { containers: [{ name: 'app', image, command: ['node', '-e', SERVER] }] };
  await kubectl('POST', PODS, { metadata: { name: 'web' }, spec });
  const log = await vi.waitFor(async () => {
    const { text } = await kubectl('GET', `${PODS}/web/log`);
    expect(text).toMatch(/^\d+\n$/);
    return text;
  }, WAIT);
  const { uid } = JSON.parse((await kubectl('GET', `${PODS}/web`)).text).metadata;
  expect(readdirSync(`${home}/pods`)).toContain(uid);
  const { routes, lookup } = JSON.parse(read('pods', uid, 'containers', 'app', 'sandbox.json'));
  const agent = routes['169.254.170.23:80'];
  await vi.waitFor(async () => expect((await ask(`http://127.0.0.1:${agent}/`)).status).toBe(404), WAIT);
  return { app: Number(log), agent, metadata: routes['169.254.169.254:80'], lookup: Number(new URL(lookup).port) };
}

async function installAgent({ client }: Machine): Promise<void> {
  const eks = new EKSClient(client);
  await eks.send(new CreateAddonCommand({ clusterName: 'workshop-a', addonName: 'eks-pod-identity-agent' }));
}
