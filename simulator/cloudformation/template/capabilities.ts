import { AwsError } from '../../aws-error.ts';
import type { Template } from './template.ts';

/** The types that may give permissions to somebody, and which of their properties gives a name of one's own. */
const IAM_TYPES: Record<string, string> = {
  'AWS::IAM::AccessKey': '',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': '',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': '',
};

export interface NeededCapabilities {
  capability: 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';
  /** The resource types that need it. */
  types: string[];
}

/** What a template asks its user to acknowledge; undefined if nothing. API reference, "CreateStack", Capabilities. */
export function neededCapabilities({ Resources }: Template): NeededCapabilities | undefined {
  const powerful = Object.values(Resources).filter(({ Type }) => Object.hasOwn(IAM_TYPES, Type));
  if (powerful.length === 0) return undefined;
  const isNamed = powerful.some(({ Type, Properties = {} }) => Object.hasOwn(Properties, IAM_TYPES[Type] ?? ''));
  const types = [...new Set(powerful.map(({ Type }) => Type))];
  return { capability: isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM', types };
}

/** Errors: InsufficientCapabilitiesException. Text: bash-my-aws#151. */
export function requireCapabilities(template: Template, given: string[] = []): void {
  const needed = neededCapabilities(template);
  if (!needed || given.includes(needed.capability) || given.includes('CAPABILITY_NAMED_IAM')) return;
  throw new AwsError('InsufficientCapabilitiesException', 400, `Requires capabilities : [${needed.capability}]`);
}
