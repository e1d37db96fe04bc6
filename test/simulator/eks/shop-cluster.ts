import { CreateClusterCommand } from '@aws-sdk/client-eks';
import { SUBNETS, type WorkshopEndpoint } from './workshop-endpoint.ts';

/** After this time whatever EKS works on is done. */
export const SOON_MS = 1000;
export const EKS_TRUST = { Principal: { Service: 'eks.amazonaws.com' }, Action: 'sts:AssumeRole' };

/** Asks for the cluster `shop`. */
export const createShop = ({ client, putRole }: WorkshopEndpoint, input: object = {}) =>
  client.send(
    new CreateClusterCommand({
      name: 'shop',
      roleArn: putRole('cluster', { trust: EKS_TRUST }),
      resourcesVpcConfig: { subnetIds: SUBNETS },
      ...input,
    }),
  );

/** Asks for the cluster `shop`, and waits until it is there. */
export async function createActiveShop(endpoint: WorkshopEndpoint, input: object = {}) {
  const { cluster } = await createShop(endpoint, input);
  endpoint.clock.advance(SOON_MS);
  return cluster;
}
