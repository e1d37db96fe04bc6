import type { InstanceMetadataOptionsResponse } from '@aws-sdk/client-ec2';
import type { State } from '../state/state.ts';

export type MetadataOptions = Required<Omit<InstanceMetadataOptionsResponse, 'State'>>;

/** Of managed groups with AL2023: pods do not get the node's credentials. EKS user guide, "Upgrade to Amazon Linux 2023" */
const DEFAULTS: MetadataOptions = {
  HttpTokens: 'required',
  HttpPutResponseHopLimit: 1,
  HttpEndpoint: 'enabled',
  HttpProtocolIpv6: 'disabled',
  InstanceMetadataTags: 'disabled',
};

/** By the uid of the instance's node, which an instance launched in its place does not have. */
const changedOptions = (state: State) => state.table<MetadataOptions>('ec2/metadata-options');

export const metadataOptionsOf = (state: State, nodeUid: string): MetadataOptions =>
  changedOptions(state).get(nodeUid) ?? DEFAULTS;

/** What is undefined stays. */
export function changeMetadataOptions(
  state: State,
  nodeUid: string,
  changes: Partial<MetadataOptions>,
): MetadataOptions {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const options = { ...metadataOptionsOf(state, nodeUid), ...given };
  changedOptions(state).put(nodeUid, options);
  return options;
}
