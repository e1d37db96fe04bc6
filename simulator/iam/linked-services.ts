/** An AWS service with a service-linked role: one that only the service itself can assume. */
export interface LinkedService {
  /** Its principal: `eks.amazonaws.com`. */
  service: string;
  roleName: string;
  /** The AWS managed policy of the role, under `aws-service-role/`; absent where the workshop does not know it. */
  policyName?: string;
  /** Whether there may be several roles, told apart by a suffix. */
  takesSuffix?: true;
}

/**
 * Those that the pages on EKS and its nodes name. EKS user guide, "Using service-linked roles for Amazon EKS"; names
 * of the others: the services' own user guides.
 */
export const LINKED_SERVICES: readonly LinkedService[] = [
  {
    service: 'eks.amazonaws.com',
    roleName: 'AWSServiceRoleForAmazonEKS',
    policyName: 'AmazonEKSServiceRolePolicy',
  },
  {
    service: 'eks-nodegroup.amazonaws.com',
    roleName: 'AWSServiceRoleForAmazonEKSNodegroup',
    policyName: 'AWSServiceRoleForAmazonEKSNodegroup',
  },
  { service: 'eks-fargate.amazonaws.com', roleName: 'AWSServiceRoleForAmazonEKSForFargate' },
  { service: 'eks-connector.amazonaws.com', roleName: 'AWSServiceRoleForAmazonEKSConnector' },
  { service: 'elasticloadbalancing.amazonaws.com', roleName: 'AWSServiceRoleForElasticLoadBalancing' },
  { service: 'autoscaling.amazonaws.com', roleName: 'AWSServiceRoleForAutoScaling', takesSuffix: true },
  { service: 'spot.amazonaws.com', roleName: 'AWSServiceRoleForEC2Spot' },
];

export const servicePath = (service: string) => `/aws-service-role/${service}/`;
