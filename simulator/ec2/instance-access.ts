import type { State } from '../state/state.ts';
import type { Access } from '../wire/operation.ts';
import { instanceProfileOf } from './instance-output.ts';
import { ec2Arn, type Instance } from './instances.ts';
import { metadataOptionsOf } from './metadata-options.ts';
import { instanceTags, tagKeysOf } from './resource-tags.ts';

/**
 * A permission on an instance, with EC2's own condition keys for it. Service Authorization Reference, "Actions, resources,
 * and condition keys for Amazon EC2"
 */
export function instanceAccess(action: string, instance: Instance, state: State): Access {
  const { cluster, group, zone, id } = instance;
  const tags = instanceTags(state, instance);
  const { HttpEndpoint, HttpPutResponseHopLimit, HttpTokens } = metadataOptionsOf(state, instance.nodeUid);
  return {
    action,
    resource: ec2Arn(cluster, `instance/${id}`),
    resourceTags: tags,
    context: {
      'ec2:AvailabilityZone': zone,
      'ec2:InstanceID': id,
      'ec2:InstanceProfile': instanceProfileOf(instance).Arn ?? '',
      'ec2:InstanceType': group.settings.instanceTypes?.[0] ?? '',
      'ec2:MetadataHttpEndpoint': HttpEndpoint,
      'ec2:MetadataHttpPutResponseHopLimit': String(HttpPutResponseHopLimit),
      'ec2:MetadataHttpTokens': HttpTokens,
      'ec2:Region': cluster.region,
      'ec2:RootDeviceType': 'ebs',
      'ec2:Tenancy': 'default',
      'ec2:Vpc': ec2Arn(cluster, `vpc/${cluster.vpc.vpcId}`),
      ...tagKeysOf(tags),
    },
  };
}
