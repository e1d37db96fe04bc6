import { AwsError } from '../../aws-error.ts';
import type { ServiceModel } from '../schema/service-model.ts';

/** What the local cloud lacks says so. Not a 5xx, not even where AWS has one: SDKs would retry it. */
export function notBuilt(service: ServiceModel, operation: string): AwsError {
  const codes = { awsQuery: 'InvalidAction', ec2Query: 'InvalidAction', restXml: 'NotImplemented' };
  const code = service.protocol in codes ? codes[service.protocol as keyof typeof codes] : 'UnknownOperationException';
  const message = `The local cloud does not have ${service.name}:${operation}.`;
  return new AwsError(code, 400, `${message} simulator/DIFFERENCES.md tells what it has.`);
}
