import type * as ec2 from '@aws-sdk/client-ec2';
import { describing } from './describing.ts';

/** As many as us-west-2 has; of other Regions it is assumed. */
const LETTERS = ['a', 'b', 'c', 'd'];

/** `us-west-2a` and so on. */
export const zonesOf = (region: string) => LETTERS.map((letter) => `${region}${letter}`);

/** `usw2-az1`: which number a zone has differs between accounts on AWS. EC2 user guide, "Availability Zones" */
export function zoneIdOf(zone: string): string {
  const [area = '', direction = '', number = ''] = zone.slice(0, -1).split('-');
  const initials = direction.replace(/(north|south|east|west|central)/g, (word) => word.charAt(0));
  return `${area}${initials}${number}-az${LETTERS.indexOf(zone.slice(-1)) + 1}`;
}

type Zone = ec2.AvailabilityZone & { Tags?: ec2.Tag[] };

export const describeAvailabilityZones = describing<ec2.DescribeAvailabilityZonesRequest & Pages, Zone>({
  action: 'DescribeAvailabilityZones',
  limits: 'Four zones in every Region; ids of zones are not looked for by ZoneIds.',
  member: 'AvailabilityZones',
  list: ({ region }) => zonesOf(region).map((zone) => zoneOutput(region, zone)),
  idOf: ({ ZoneName }) => ZoneName,
  idsIn: ({ ZoneNames }) => ZoneNames,
  // Text: getmoto/moto, moto/ec2/exceptions.py
  notFound: { code: 'InvalidParameterValue', text: (name) => `Invalid availability zone: [${name}]` },
  fields: {
    'group-name': ({ GroupName }) => [GroupName],
    'opt-in-status': ({ OptInStatus }) => [OptInStatus],
    'region-name': ({ RegionName }) => [RegionName],
    state: ({ State }) => [State],
    'zone-id': ({ ZoneId }) => [ZoneId],
    'zone-name': ({ ZoneName }) => [ZoneName],
    'zone-type': ({ ZoneType }) => [ZoneType],
  },
});

/** The operation gives no pages. */
interface Pages {
  NextToken?: undefined;
  MaxResults?: undefined;
}

const zoneOutput = (region: string, zone: string): Zone => ({
  ZoneName: zone,
  ZoneId: zoneIdOf(zone),
  RegionName: region,
  GroupName: `${region}-zg-1`,
  NetworkBorderGroup: region,
  ZoneType: 'availability-zone',
  State: 'available',
  OptInStatus: 'opt-in-not-required',
  Messages: [],
});
