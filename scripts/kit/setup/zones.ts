import type { SetupTools } from './setup-tools.ts';

/** Zones in which EKS puts no cluster, by Region. EKS user guide, "Amazon EKS networking requirements for VPC and subnets". */
const REFUSED: Record<string, string> = {
  'us-east-1': 'use1-az3',
  'us-west-1': 'usw1-az2',
  'ca-central-1': 'cac1-az3',
};

/** Parameters of the network's stack: two zones of the Region where its first two may not do; otherwise none. */
export async function zoneParameters({ run, aws }: Pick<SetupTools, 'run' | 'aws'>): Promise<Record<string, string>> {
  const refused = REFUSED[run.region];
  if (refused === undefined) return {};
  const Filters = [{ Name: 'zone-type', Values: ['availability-zone'] }];
  const { AvailabilityZones = [] } = await (await aws.ec2()).describeAvailabilityZones({ Filters });
  const [FirstZone, SecondZone] = AvailabilityZones.filter(
    ({ ZoneId, State }) => ZoneId !== refused && State === 'available',
  ).flatMap(({ ZoneName }) => ZoneName ?? []);
  return FirstZone && SecondZone ? { FirstZone, SecondZone } : {};
}
