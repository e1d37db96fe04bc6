import type { KeyPair } from '../simulator/iam/seed.ts';

/** The AWS configuration with the two accounts' profiles; the endpoint is in it, so a profile is all that one needs. */
export function awsConfig(endpoint: string, region: string): string {
  const settings = `region = ${region}\noutput = json\nendpoint_url = ${endpoint}\n`;
  return `[default]\n${settings}\n[profile workshop]\n${settings}\n[profile partner]\n${settings}`;
}

export function awsCredentials(learner: KeyPair, partner: KeyPair): string {
  return [profile('default', learner), profile('workshop', learner), profile('partner', partner)].join('\n');
}

function profile(name: string, { accessKeyId, secretAccessKey }: KeyPair): string {
  return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}
