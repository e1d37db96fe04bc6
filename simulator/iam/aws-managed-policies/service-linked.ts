import type { PublishedPolicy } from './published-policy.ts';

/** For service-linked roles only. These are the most common of them. */
export const serviceLinked: readonly PublishedPolicy[] = [
  {
    name: 'AmazonEKSServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'A service-linked role required for Amazon EKS to call AWS services on your behalf.',
    created: '2020-02-21T20:10:47Z',
    version: 23,
    published: '2026-02-12T18:02:18Z',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:DetachNetworkInterface',
          'ec2:ModifyNetworkInterfaceAttribute',
          'ec2:CreateSecurityGroup',
          'ec2:CreateNetworkInterfacePermission',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: [
          'ec2:DescribeAccountAttributes',
          'ec2:DescribeAddresses',
          'ec2:DescribeAvailabilityZones',
          'ec2:DescribeCapacityReservations',
          'ec2:DescribeCoipPools',
          'ec2:DescribeInstances',
          'ec2:DescribeInstanceTypeOfferings',
          'ec2:DescribeInstanceTypes',
          'ec2:DescribeInternetGateways',
          'ec2:DescribeLaunchTemplates',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSnapshots',
          'ec2:DescribeSpotPriceHistory',
          'ec2:DescribeSubnets',
          'ec2:DescribeTags',
          'ec2:DescribeVolumes',
          'ec2:DescribeVolumesModifications',
          'ec2:DescribeVpcPeeringConnections',
          'ec2:DescribeVpcs',
          'ec2:DescribeRouteTables',
          'ec2:DescribeNetworkAcls',
          'ec2:GetCoipPoolUsage',
          'ec2:GetSecurityGroupsForVpc',
          'eks:DescribeCluster',
          'elasticloadbalancing:DescribeListenerAttributes',
          'elasticloadbalancing:DescribeListenerCertificates',
          'elasticloadbalancing:DescribeListeners',
          'elasticloadbalancing:DescribeLoadBalancerAttributes',
          'elasticloadbalancing:DescribeLoadBalancers',
          'elasticloadbalancing:DescribeRules',
          'elasticloadbalancing:DescribeSSLPolicies',
          'elasticloadbalancing:DescribeTags',
          'elasticloadbalancing:DescribeTargetGroupAttributes',
          'elasticloadbalancing:DescribeTargetGroups',
          'elasticloadbalancing:DescribeTargetHealth',
          'elasticloadbalancing:DescribeTrustStores',
          'iam:ListAttachedRolePolicies',
          'pricing:GetProducts',
          'shield:GetSubscriptionState',
          'tag:GetResources',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: [
          'ec2:DeleteSecurityGroup',
          'ec2:RevokeSecurityGroupIngress',
          'ec2:AuthorizeSecurityGroupIngress',
          'ec2:RevokeSecurityGroupEgress',
          'ec2:AuthorizeSecurityGroupEgress',
        ],
        Resource: 'arn:aws:ec2:*:*:security-group/*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/Name': 'eks-cluster-sg*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateTags', 'ec2:DeleteTags'],
        Resource: [
          'arn:aws:ec2:*:*:vpc/*',
          'arn:aws:ec2:*:*:subnet/*',
          'arn:aws:ec2:*:*:network-interface/*',
          'arn:aws:ec2:*:*:security-group/*',
        ],
        Condition: {
          'ForAnyValue:StringLike': {
            'aws:TagKeys': ['kubernetes.io/cluster/*'],
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateTags', 'ec2:DeleteTags'],
        Resource: ['arn:aws:ec2:*:*:security-group/*', 'arn:aws:ec2:*:*:network-interface/*'],
        Condition: {
          StringLike: {
            'aws:RequestTag/Name': 'eks-cluster-*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: 'route53:AssociateVPCWithHostedZone',
        Resource: 'arn:aws:route53:::hostedzone/*',
      },
      {
        Effect: 'Allow',
        Action: 'logs:CreateLogGroup',
        Resource: 'arn:aws:logs:*:*:log-group:/aws/eks/*',
      },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams'],
        Resource: 'arn:aws:logs:*:*:log-group:/aws/eks/*:*',
      },
      {
        Effect: 'Allow',
        Action: 'logs:PutLogEvents',
        Resource: 'arn:aws:logs:*:*:log-group:/aws/eks/*:*:*',
      },
      {
        Effect: 'Allow',
        Action: 'cloudwatch:PutMetricData',
        Resource: '*',
        Condition: {
          StringLike: {
            'cloudwatch:namespace': 'AWS/EKS',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['eks:CreateAccessEntry', 'eks:DeleteAccessEntry'],
        Resource: '*',
        Condition: {
          ArnLike: {
            'eks:principalArn': 'arn:aws:iam::*:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS',
          },
          StringEquals: {
            'eks:accessEntryType': 'STANDARD',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['eks:ListAssociatedAccessPolicies'],
        Resource: `arn:aws:eks:*:*:access-entry/*/role/\${aws:PrincipalAccount}/AWSServiceRoleForAmazonEKS/*`,
      },
      {
        Effect: 'Allow',
        Action: ['eks:AssociateAccessPolicy', 'eks:DisassociateAccessPolicy'],
        Resource: `arn:aws:eks:*:*:access-entry/*/role/\${aws:PrincipalAccount}/AWSServiceRoleForAmazonEKS/*`,
        Condition: {
          StringEquals: {
            'eks:policyArn': [
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSComputePolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSComputeClusterPolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSNetworkingPolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSNetworkingClusterPolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSLoadBalancingPolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSLoadBalancingClusterPolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSBlockStoragePolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSBlockStorageClusterPolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSHybridPolicy',
              'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEventPolicy',
            ],
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteNetworkInterface'],
        Resource: '*',
        Condition: {
          StringLike: {
            'aws:ResourceTag/eks:eks-cluster-name': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: 'eks:DescribeAccessEntry',
        Resource: '*',
        Condition: {
          StringEquals: {
            'eks:accessEntryType': 'EC2',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: 'events:PutRule',
        Resource: 'arn:aws:events:*:*:rule/EKS*',
        Condition: {
          StringEquals: {
            'events:ManagedBy': ['eks.amazonaws.com'],
          },
          'ForAllValues:StringEquals': {
            'events:source': ['aws.ec2', 'aws.health'],
          },
        },
      },
      {
        Effect: 'Allow',
        Action: 'events:PutTargets',
        Resource: 'arn:aws:events:*:*:rule/EKS*',
      },
      {
        Effect: 'Allow',
        Action: ['iam:CreateInstanceProfile', 'iam:DeleteInstanceProfile', 'iam:RemoveRoleFromInstanceProfile'],
        Resource: 'arn:aws:iam::*:instance-profile/eks*',
      },
      {
        Effect: 'Allow',
        Action: 'iam:GetInstanceProfile',
        Resource: 'arn:aws:iam::*:instance-profile/*',
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteLaunchTemplate', 'ec2:TerminateInstances'],
        Resource: ['arn:aws:ec2:*:*:launch-template/*', 'arn:aws:ec2:*:*:instance/*'],
        Condition: {
          StringLike: {
            'aws:ResourceTag/eks:eks-cluster-name': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteLaunchTemplate', 'ec2:TerminateInstances'],
        Resource: '*',
        Condition: {
          StringEquals: {
            'ec2:ManagedResourceOperator': ['eks.amazonaws.com'],
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteVolume'],
        Resource: '*',
        Condition: {
          StringLike: {
            'aws:ResourceTag/eks:eks-cluster-name': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteSnapshot'],
        Resource: '*',
        Condition: {
          StringLike: {
            'aws:ResourceTag/eks:eks-cluster-name': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: [
          'elasticloadbalancing:DeleteListener',
          'elasticloadbalancing:DeleteRule',
          'elasticloadbalancing:DeregisterTargets',
          'elasticloadbalancing:DeleteLoadBalancer',
          'elasticloadbalancing:DeleteTargetGroup',
          'ec2:DeleteSecurityGroup',
          'shield:DescribeProtection',
        ],
        Resource: '*',
        Condition: {
          StringLike: {
            'aws:ResourceTag/eks:eks-cluster-name': '*',
          },
        },
      },
    ],
  },
  {
    name: 'AWSServiceRoleForAmazonEKSNodegroup',
    path: '/aws-service-role/',
    description:
      "Permissions required for managing nodegroups in the customer's account. These policies related to management of the following resources: AutoscalingGroups, SecurityGroups, LaunchTemplates and InstanceProfiles.",
    created: '2019-11-07T01:34:26Z',
    version: 11,
    published: '2026-02-17T18:42:07Z',
    statements: [
      {
        Sid: 'SharedSecurityGroupRelatedPermissions',
        Effect: 'Allow',
        Action: [
          'ec2:RevokeSecurityGroupIngress',
          'ec2:AuthorizeSecurityGroupEgress',
          'ec2:AuthorizeSecurityGroupIngress',
          'ec2:DescribeInstances',
          'ec2:RevokeSecurityGroupEgress',
          'ec2:DeleteSecurityGroup',
        ],
        Resource: '*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/eks': '*',
          },
        },
      },
      {
        Sid: 'EKSCreatedSecurityGroupRelatedPermissions',
        Effect: 'Allow',
        Action: [
          'ec2:RevokeSecurityGroupIngress',
          'ec2:AuthorizeSecurityGroupEgress',
          'ec2:AuthorizeSecurityGroupIngress',
          'ec2:DescribeInstances',
          'ec2:RevokeSecurityGroupEgress',
          'ec2:DeleteSecurityGroup',
        ],
        Resource: '*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/eks:nodegroup-name': '*',
          },
        },
      },
      {
        Sid: 'LaunchTemplateRelatedPermissions',
        Effect: 'Allow',
        Action: ['ec2:DeleteLaunchTemplate', 'ec2:CreateLaunchTemplateVersion'],
        Resource: '*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/eks:nodegroup-name': '*',
          },
        },
      },
      {
        Sid: 'AutoscalingRelatedPermissions',
        Effect: 'Allow',
        Action: [
          'autoscaling:UpdateAutoScalingGroup',
          'autoscaling:DeleteAutoScalingGroup',
          'autoscaling:TerminateInstanceInAutoScalingGroup',
          'autoscaling:CompleteLifecycleAction',
          'autoscaling:PutLifecycleHook',
          'autoscaling:PutNotificationConfiguration',
          'autoscaling:EnableMetricsCollection',
          'autoscaling:PutScheduledUpdateGroupAction',
          'autoscaling:ResumeProcesses',
          'autoscaling:SuspendProcesses',
          'autoscaling:PutWarmPool',
          'autoscaling:DeleteWarmPool',
        ],
        Resource: 'arn:aws:autoscaling:*:*:*:autoScalingGroupName/eks-*',
      },
      {
        Sid: 'AllowAutoscalingToCreateSLR',
        Effect: 'Allow',
        Action: 'iam:CreateServiceLinkedRole',
        Resource: '*',
        Condition: {
          StringEquals: {
            'iam:AWSServiceName': 'autoscaling.amazonaws.com',
          },
        },
      },
      {
        Sid: 'AllowASGCreationByEKS',
        Effect: 'Allow',
        Action: ['autoscaling:CreateOrUpdateTags', 'autoscaling:CreateAutoScalingGroup'],
        Resource: '*',
        Condition: {
          'ForAnyValue:StringEquals': {
            'aws:TagKeys': ['eks', 'eks:cluster-name', 'eks:nodegroup-name'],
          },
        },
      },
      {
        Sid: 'AllowPassRoleToAutoscaling',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: {
          StringEquals: {
            'iam:PassedToService': 'autoscaling.amazonaws.com',
          },
        },
      },
      {
        Sid: 'AllowPassRoleToEC2',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: {
          StringEqualsIfExists: {
            'iam:PassedToService': ['ec2.amazonaws.com'],
          },
        },
      },
      {
        Sid: 'PermissionsToManageResourcesForNodegroups',
        Effect: 'Allow',
        Action: [
          'iam:GetRole',
          'ec2:CreateLaunchTemplate',
          'ec2:DescribeInstances',
          'iam:GetInstanceProfile',
          'ec2:DescribeLaunchTemplates',
          'autoscaling:DescribeAutoScalingGroups',
          'ec2:CreateSecurityGroup',
          'ec2:DescribeLaunchTemplateVersions',
          'ec2:RunInstances',
          'ec2:DescribeSecurityGroups',
          'ec2:GetConsoleOutput',
          'ec2:DescribeRouteTables',
          'ec2:DescribeSubnets',
          'ec2:DescribeCapacityReservations',
          'autoscaling:DescribeWarmPool',
        ],
        Resource: '*',
      },
      {
        Sid: 'PermissionsToCreateAndManageInstanceProfiles',
        Effect: 'Allow',
        Action: [
          'iam:CreateInstanceProfile',
          'iam:DeleteInstanceProfile',
          'iam:RemoveRoleFromInstanceProfile',
          'iam:AddRoleToInstanceProfile',
        ],
        Resource: 'arn:aws:iam::*:instance-profile/eks-*',
      },
      {
        Sid: 'PermissionsToDeleteEKSAndKubernetesTags',
        Effect: 'Allow',
        Action: ['ec2:DeleteTags'],
        Resource: '*',
        Condition: {
          'ForAnyValue:StringLike': {
            'aws:TagKeys': ['eks', 'eks:cluster-name', 'eks:nodegroup-name', 'kubernetes.io/cluster/*'],
          },
        },
      },
      {
        Sid: 'PermissionsForManagedNodegroupsAutoRepair',
        Effect: 'Allow',
        Action: ['ec2:RebootInstances'],
        Resource: '*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/eks:nodegroup-name': '*',
          },
        },
      },
      {
        Sid: 'PermissionsToCreateEKSAndKubernetesTags',
        Effect: 'Allow',
        Action: ['ec2:CreateTags'],
        Resource: ['arn:*:ec2:*:*:security-group/*', 'arn:*:ec2:*:*:launch-template/*'],
        Condition: {
          'ForAnyValue:StringLike': {
            'aws:TagKeys': ['eks', 'eks:cluster-name', 'eks:nodegroup-name', 'kubernetes.io/cluster/*'],
          },
        },
      },
      {
        Sid: 'AllowTaggingEC2ResourcesOnlyDuringInstanceCreation',
        Effect: 'Allow',
        Action: ['ec2:CreateTags'],
        Resource: ['arn:*:ec2:*:*:instance/*', 'arn:*:ec2:*:*:volume/*', 'arn:*:ec2:*:*:network-interface/*'],
        Condition: {
          StringEquals: {
            'ec2:CreateAction': ['RunInstances'],
          },
          'ForAnyValue:StringLike': {
            'aws:TagKeys': ['eks', 'eks:cluster-name', 'eks:nodegroup-name', 'kubernetes.io/cluster/*'],
          },
        },
      },
    ],
  },
];
