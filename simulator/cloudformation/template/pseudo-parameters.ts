/** What a stack knows of itself. */
export interface StackIdentity {
  arn: string;
  name: string;
  account: string;
  region: string;
}

type Pseudo = (stack: StackIdentity) => unknown;

/** CloudFormation user guide, "Pseudo parameters reference". AWS::NoValue takes away what it is the value of. */
const PSEUDO_PARAMETERS: Record<string, Pseudo> = {
  'AWS::AccountId': ({ account }) => account,
  'AWS::NotificationARNs': () => [],
  'AWS::NoValue': () => undefined,
  'AWS::Partition': () => 'aws',
  'AWS::Region': ({ region }) => region,
  'AWS::StackId': ({ arn }) => arn,
  'AWS::StackName': ({ name }) => name,
  'AWS::URLSuffix': () => 'amazonaws.com',
};

export const isPseudoParameter = (name: string) => Object.hasOwn(PSEUDO_PARAMETERS, name);

/** The value of a pseudo parameter for a stack. */
export const pseudoParameter = (name: string, stack: StackIdentity): unknown => PSEUDO_PARAMETERS[name]?.(stack);
