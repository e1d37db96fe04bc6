import type { AwsClients } from '../../../labs/kit/aws-clients.ts';
import { createKubeClient } from '../../../labs/kit/kube-client.ts';
import type { Names } from '../../../labs/kit/names.ts';
import { createPodView } from '../../../labs/kit/pod-view.ts';
import type { World } from '../../../labs/kit/world.ts';
import type { Transport } from '../../../shell/transport.ts';
import { WrongInput } from '../command.ts';

interface Surroundings {
  names: Names;
  isRealAccount: boolean;
  aws: AwsClients;
  partner: AwsClients;
  /** How to reach the API server of each cluster, by the cluster's name. */
  servers: Map<string, { server: string; token(): Promise<string> }>;
  /** Why a cluster cannot be reached, with the remedy. */
  unreachable(cluster: string): string;
  transport: Transport;
}

/** What the labs see of a target. */
export function createWorld({ servers, unreachable, transport, ...rest }: Surroundings): World {
  const kube = (cluster: string) => {
    const access = servers.get(cluster);
    if (!access) throw new WrongInput(unreachable(cluster));
    return createKubeClient({ ...access, transport });
  };
  return {
    ...rest,
    kube,
    app: (cluster, namespace, name) => createPodView(kube(cluster), namespace, name),
  };
}
