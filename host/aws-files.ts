import type { KeyPair } from '../simulator/iam/seed.ts';

/** The AWS configuration with the two accounts' profiles; the endpoints are in it, so a profile is all that one needs. */
export function awsConfig(endpoint: string, region: string): string {
  const settings = `region = ${region}\noutput = json\nendpoint_url = ${endpoint}\nservices = workshop\n`;
  const services = `[services workshop]\ns3_control =\n  endpoint_url = ${s3ControlEndpoint(endpoint)}\n`;
  return `[default]\n${settings}\n[profile workshop]\n${settings}\n[profile partner]\n${settings}\n${services}`;
}

/**
 * The endpoint for `aws s3control`, which puts the account's number and a dot in front of an endpoint's host, as botocore's
 * endpoint rules have it. An IP address has no names below it; but what stands before an @ is the URL's user, whom the
 * request leaves out.
 */
export const s3ControlEndpoint = (endpoint: string) => endpoint.replace('://', '://account@');

export function awsCredentials(learner: KeyPair, partner: KeyPair): string {
  return [profile('default', learner), profile('workshop', learner), profile('partner', partner)].join('\n');
}

function profile(name: string, { accessKeyId, secretAccessKey }: KeyPair): string {
  return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}
