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

/** What EC2 lets an instance's metadata service do. */
export interface MetadataSettings {
  isEnabled: boolean;
  /** Version 2 alone: without a token nothing is read. */
  needsToken: boolean;
  /** How many network hops the answer to a PUT survives. */
  hopLimit: number;
}
