import type { PublishedPolicy } from './published-policy.ts';

/** For the service accounts of add-ons and agents. */
export const eksAddOns: readonly PublishedPolicy[] = [
  {
    name: 'AmazonEBSCSIDriverPolicy',
    path: '/service-role/',
    description:
      'IAM Policy that allows the CSI driver service account to make calls to related services such as EC2 on your behalf.',
    created: '2022-04-04T17:24:29Z',
    version: 14,
    published: '2026-02-12T18:02:41Z',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'ec2:DescribeAvailabilityZones',
          'ec2:DescribeInstances',
          'ec2:DescribeSnapshots',
          'ec2:DescribeTags',
          'ec2:DescribeVolumes',
          'ec2:DescribeVolumesModifications',
          'ec2:DescribeVolumeStatus',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateSnapshot', 'ec2:ModifyVolume'],
        Resource: 'arn:aws:ec2:*:*:volume/*',
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CopyVolumes'],
        Resource: ['arn:aws:ec2:*:*:volume/vol-*'],
      },
      {
        Effect: 'Allow',
        Action: ['ec2:AttachVolume', 'ec2:DetachVolume'],
        Resource: ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/*'],
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateVolume', 'ec2:EnableFastSnapshotRestores'],
        Resource: 'arn:aws:ec2:*:*:snapshot/*',
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateTags'],
        Resource: ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:snapshot/*'],
        Condition: {
          StringEquals: {
            'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot', 'CopyVolumes'],
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteTags'],
        Resource: ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:snapshot/*'],
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateVolume', 'ec2:CopyVolumes'],
        Resource: 'arn:aws:ec2:*:*:volume/*',
        Condition: {
          StringLike: {
            'aws:RequestTag/ebs.csi.aws.com/cluster': 'true',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateVolume', 'ec2:CopyVolumes'],
        Resource: 'arn:aws:ec2:*:*:volume/*',
        Condition: {
          StringLike: {
            'aws:RequestTag/CSIVolumeName': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteVolume'],
        Resource: 'arn:aws:ec2:*:*:volume/*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteVolume'],
        Resource: 'arn:aws:ec2:*:*:volume/*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/CSIVolumeName': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteVolume'],
        Resource: 'arn:aws:ec2:*:*:volume/*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/kubernetes.io/created-for/pvc/name': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateSnapshot'],
        Resource: 'arn:aws:ec2:*:*:snapshot/*',
        Condition: {
          StringLike: {
            'aws:RequestTag/CSIVolumeSnapshotName': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateSnapshot'],
        Resource: 'arn:aws:ec2:*:*:snapshot/*',
        Condition: {
          StringLike: {
            'aws:RequestTag/ebs.csi.aws.com/cluster': 'true',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteSnapshot', 'ec2:LockSnapshot'],
        Resource: 'arn:aws:ec2:*:*:snapshot/*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/CSIVolumeSnapshotName': '*',
          },
        },
      },
      {
        Effect: 'Allow',
        Action: ['ec2:DeleteSnapshot', 'ec2:LockSnapshot'],
        Resource: 'arn:aws:ec2:*:*:snapshot/*',
        Condition: {
          StringLike: {
            'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true',
          },
        },
      },
    ],
  },
  {
    name: 'AmazonEFSCSIDriverPolicy',
    path: '/service-role/',
    description: 'Provides management access to EFS resources and read access to EC2',
    created: '2023-07-25T20:10:04Z',
    version: 1,
    published: '2023-07-25T20:10:04Z',
    statements: [
      {
        Sid: 'AllowDescribe',
        Effect: 'Allow',
        Action: [
          'elasticfilesystem:DescribeAccessPoints',
          'elasticfilesystem:DescribeFileSystems',
          'elasticfilesystem:DescribeMountTargets',
          'ec2:DescribeAvailabilityZones',
        ],
        Resource: '*',
      },
      {
        Sid: 'AllowCreateAccessPoint',
        Effect: 'Allow',
        Action: ['elasticfilesystem:CreateAccessPoint'],
        Resource: '*',
        Condition: {
          Null: {
            'aws:RequestTag/efs.csi.aws.com/cluster': 'false',
          },
          'ForAllValues:StringEquals': {
            'aws:TagKeys': 'efs.csi.aws.com/cluster',
          },
        },
      },
      {
        Sid: 'AllowTagNewAccessPoints',
        Effect: 'Allow',
        Action: ['elasticfilesystem:TagResource'],
        Resource: '*',
        Condition: {
          Null: {
            'aws:RequestTag/efs.csi.aws.com/cluster': 'false',
          },
          StringEquals: {
            'elasticfilesystem:CreateAction': 'CreateAccessPoint',
          },
          'ForAllValues:StringEquals': {
            'aws:TagKeys': 'efs.csi.aws.com/cluster',
          },
        },
      },
      {
        Sid: 'AllowDeleteAccessPoint',
        Effect: 'Allow',
        Action: 'elasticfilesystem:DeleteAccessPoint',
        Resource: '*',
        Condition: {
          Null: {
            'aws:ResourceTag/efs.csi.aws.com/cluster': 'false',
          },
        },
      },
    ],
  },
  {
    name: 'CloudWatchAgentServerPolicy',
    description: 'Permissions required to use AmazonCloudWatchAgent on servers',
    created: '2018-03-07T01:06:44Z',
    version: 3,
    published: '2024-02-06T16:37:37Z',
    statements: [
      {
        Sid: 'CWACloudWatchServerPermissions',
        Effect: 'Allow',
        Action: [
          'cloudwatch:PutMetricData',
          'ec2:DescribeVolumes',
          'ec2:DescribeTags',
          'logs:PutLogEvents',
          'logs:PutRetentionPolicy',
          'logs:DescribeLogStreams',
          'logs:DescribeLogGroups',
          'logs:CreateLogStream',
          'logs:CreateLogGroup',
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
          'xray:GetSamplingStatisticSummaries',
        ],
        Resource: '*',
      },
      {
        Sid: 'CWASSMServerPermissions',
        Effect: 'Allow',
        Action: ['ssm:GetParameter'],
        Resource: 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*',
      },
    ],
  },
  {
    name: 'AWSXRayDaemonWriteAccess',
    description:
      "Allow the AWS X-Ray Daemon to relay raw trace segments data to the service's API and retrieve sampling data (rules, targets, etc.) to be used by the X-Ray SDK.",
    created: '2018-08-28T23:00:33Z',
    version: 2,
    published: '2024-02-13T21:58:30Z',
    statements: [
      {
        Sid: 'AWSXRayDaemonWriteAccess',
        Effect: 'Allow',
        Action: [
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
          'xray:GetSamplingStatisticSummaries',
        ],
        Resource: ['*'],
      },
    ],
  },
];
