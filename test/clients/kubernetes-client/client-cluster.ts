import { type ApiType, KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';

export const namespace = 'default';

type ApiClass<Api> = Parameters<typeof KubeConfig.prototype.makeApiClient<Api & ApiType>>[0];

/** A local cloud for the tests of a file, as programs find it: by the kubeconfig in LAB_HOME. */
export function useClientCluster() {
  let cloud: ClientCloud;
  const config = new KubeConfig();
  beforeAll(async () => {
    cloud = await startClientCloud();
    config.loadFromFile(cloud.env.KUBECONFIG ?? '');
  });
  afterAll(() => cloud.stop());
  return {
    config,
    api: <Api extends ApiType>(type: ApiClass<Api>) => config.makeApiClient(type),
  };
}

/** A pod that says who it is and then stays. */
export const talkingPod = (name: string) => ({
  metadata: { name, labels: { app: name } },
  spec: {
    containers: [{ name: 'app', image: 'busybox:1.36', command: ['sh', '-c', `echo ${name} started; sleep 3600`] }],
  },
});
