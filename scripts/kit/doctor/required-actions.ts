/** What each part of the workshop calls on AWS, as IAM actions. `iam:PassRole` is what EKS asks for with a role's ARN. */
export const REQUIRED_ACTIONS: Record<'labs' | 'clusters', string[]> = {
  labs: [
    ...actions(
      'eks',
      'DescribeCluster ListClusters ListAddons DescribeAddon DescribeAddonVersions CreateAddon DeleteAddon',
    ),
    ...actions('eks', 'CreatePodIdentityAssociation DescribePodIdentityAssociation ListPodIdentityAssociations'),
    ...actions('eks', 'UpdatePodIdentityAssociation DeletePodIdentityAssociation AccessKubernetesApi'),
    ...actions('iam', 'CreateRole GetRole ListRoles DeleteRole PassRole UpdateAssumeRolePolicy TagRole'),
    ...actions('iam', 'PutRolePolicy GetRolePolicy ListRolePolicies DeleteRolePolicy ListAttachedRolePolicies'),
    ...actions('iam', 'CreateOpenIDConnectProvider GetOpenIDConnectProvider ListOpenIDConnectProviders'),
    ...actions('iam', 'DeleteOpenIDConnectProvider SimulatePrincipalPolicy ListPolicies ListUsers GetAccountSummary'),
    ...actions('s3', 'CreateBucket DeleteBucket ListAllMyBuckets ListBucket GetObject PutObject DeleteObject'),
    ...actions('dynamodb', 'CreateTable DescribeTable DeleteTable ListTables PutItem GetItem Query'),
    ...actions('cloudtrail', 'LookupEvents'),
    ...actions('servicequotas', 'GetServiceQuota'),
  ],
  clusters: [
    ...actions('eks', 'CreateCluster DeleteCluster CreateNodegroup DescribeNodegroup DeleteNodegroup TagResource'),
    ...actions('eks', 'CreateAccessEntry AssociateAccessPolicy'),
    ...actions('iam', 'CreateServiceLinkedRole AttachRolePolicy DetachRolePolicy'),
    ...actions('ec2', 'CreateVpc DeleteVpc DescribeVpcs CreateSubnet DeleteSubnet DescribeSubnets'),
    ...actions('ec2', 'CreateInternetGateway AttachInternetGateway DetachInternetGateway DeleteInternetGateway'),
    ...actions(
      'ec2',
      'CreateRouteTable CreateRoute AssociateRouteTable DeleteRouteTable ModifySubnetAttribute CreateTags',
    ),
    ...actions('ec2', 'DescribeNetworkInterfaces DeleteNetworkInterface DescribeVolumes DeleteVolume'),
    ...actions('cloudformation', 'CreateStack DescribeStacks DescribeStackEvents DeleteStack'),
    ...actions('tag', 'GetResources'),
    ...actions('logs', 'DescribeLogGroups DeleteLogGroup'),
  ],
};

function actions(service: string, names: string): string[] {
  return names.split(' ').map((name) => `${service}:${name}`);
}
