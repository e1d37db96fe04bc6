import type { AwsClients } from './aws-clients.ts';
import type { World } from './world.ts';

/**
 * All that both accounts and both clusters hold, by listing: one line for each resource. Clean-up is measured against it,
 * and it knows nothing of any lab's names.
 */
export async function takeInventory(world: World): Promise<string[]> {
  const clusters = [world.names.CLUSTER_A, world.names.CLUSTER_B];
  const looks = [
    inIam(world.aws),
    inS3(world.aws),
    inDynamodb(world),
    onInstances(world),
    inNetworks(world.aws),
    ...clusters.map((name) => inCluster(world, name)),
    ...[inIam(world.partner), inS3(world.partner)].map(ofPartner),
  ];
  return (await Promise.all(looks)).flat().sort();
}

const ofPartner = async (look: Promise<string[]>) => (await look).map((line) => `the partner's ${line}`);

async function inIam(aws: AwsClients): Promise<string[]> {
  const iam = await aws.iam();
  const [roles, providers, policies, users] = await Promise.all([
    iam.listRoles({}),
    iam.listOpenIDConnectProviders({}),
    iam.listPolicies({ Scope: 'Local' }),
    iam.listUsers({}),
  ]);
  return [
    ...(roles.Roles ?? []).map((role) => `role ${role.RoleName}`),
    ...(providers.OpenIDConnectProviderList ?? []).map((provider) => `OIDC provider ${provider.Arn}`),
    ...(policies.Policies ?? []).map((policy) => `policy ${policy.PolicyName}`),
    ...(users.Users ?? []).map((user) => `user ${user.UserName}`),
  ];
}

async function inS3(aws: AwsClients): Promise<string[]> {
  const { Buckets = [] } = await (await aws.s3()).listBuckets({});
  return Buckets.map((bucket) => `bucket ${bucket.Name}`);
}

async function inDynamodb(world: World): Promise<string[]> {
  const { TableNames = [] } = await (await world.aws.dynamodb()).listTables({});
  return TableNames.map((table) => `table ${table}`);
}

/** Nodes are there from the start; what a lab may change is how open they are. */
async function onInstances(world: World): Promise<string[]> {
  const { Reservations = [] } = await (await world.aws.ec2()).describeInstances({});
  return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, MetadataOptions = {} }) => {
    const { HttpTokens, HttpPutResponseHopLimit } = MetadataOptions;
    return `instance ${InstanceId}, tokens ${HttpTokens}, hop limit ${HttpPutResponseHopLimit}`;
  });
}

async function inNetworks(aws: AwsClients): Promise<string[]> {
  const ec2 = await aws.ec2();
  const [vpcs, subnets, gateways, interfaces, volumes] = await Promise.all([
    ec2.describeVpcs({}),
    ec2.describeSubnets({}),
    ec2.describeInternetGateways({}),
    ec2.describeNetworkInterfaces({}),
    ec2.describeVolumes({}),
  ]);
  return [
    ...(vpcs.Vpcs ?? []).map((vpc) => `VPC ${vpc.VpcId}`),
    ...(subnets.Subnets ?? []).map((subnet) => `subnet ${subnet.SubnetId}`),
    ...(gateways.InternetGateways ?? []).map((gateway) => `internet gateway ${gateway.InternetGatewayId}`),
    ...(interfaces.NetworkInterfaces ?? []).map((one) => `network interface ${one.NetworkInterfaceId}`),
    ...(volumes.Volumes ?? []).map((volume) => `volume ${volume.VolumeId}`),
  ];
}

async function inCluster(world: World, clusterName: string): Promise<string[]> {
  const eks = await world.aws.eks();
  const kube = world.kube(clusterName);
  const [{ associations = [] }, { addons = [] }, { fargateProfileNames = [] }, namespaces, pods] = await Promise.all([
    eks.listPodIdentityAssociations({ clusterName }),
    eks.listAddons({ clusterName }),
    eks.listFargateProfiles({ clusterName }),
    kube.list('/api/v1/namespaces'),
    kube.list('/api/v1/pods'),
  ]);
  return [
    ...associations.map((one) => `association ${one.associationId} on ${clusterName}`),
    ...addons.map((addon) => `add-on ${addon} on ${clusterName}`),
    ...fargateProfileNames.map((profile) => `Fargate profile ${profile} on ${clusterName}`),
    ...namespaces.map((one) => `namespace ${one.metadata.name} on ${clusterName}`),
    ...pods.map((pod) => `pod ${pod.metadata.namespace}/${pod.metadata.name} on ${clusterName}`),
  ];
}
