import { notSupported } from './dynamodb-errors.ts';

/** Parameters whose feature the local cloud lacks. */
const UNSUPPORTED = new Set([
  'GlobalTableSettingsReplicationMode',
  'GlobalTableWitnessUpdates',
  'MultiRegionConsistency',
  'OnDemandThroughput',
  'ReplicaUpdates',
  'SSESpecification',
  'StreamSpecification',
  'WarmThroughput',
]);

/** Errors: ValidationException for a parameter whose meaning would else be lost. */
export function refuseUnsupported(input: object): void {
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || !UNSUPPORTED.has(name) || isSwitchedOff(value)) continue;
    throw notSupported(`the parameter ${name}`);
  }
}

/** Terraform may say that a table has no stream, or no key of its own. */
function isSwitchedOff(value: unknown): boolean {
  const { StreamEnabled, Enabled } = value as { StreamEnabled?: boolean; Enabled?: boolean };
  return StreamEnabled === false || Enabled === false;
}
