/** An AWS managed policy, as AWS publishes it. Only its current version is known here. */
export interface PublishedPolicy {
  name: string;
  /** `/` if absent. */
  path?: '/service-role/' | '/aws-service-role/';
  description?: string;
  created: string;
  /** The current version's number, and when it was published. */
  version: number;
  published: string;
  statements: readonly object[];
}
