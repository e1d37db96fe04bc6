/** What a node's instance knows of itself. */
export interface InstanceFacts {
  id: string;
  type: string;
  ip: string;
  hostname: string;
  zone: string;
  region: string;
  account: string;
}

/** A session of the role in the instance's profile, or why EC2 has none. */
export type InstanceRole = { name: string } & (
  | { accessKeyId: string; secretAccessKey: string; sessionToken: string; issuedAtMs: number; expiresAtMs: number }
  | { refused: true }
);
