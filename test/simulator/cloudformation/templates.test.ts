import { CreateStackCommand, type Parameter, ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { CLUSTER, NETWORK, ROLE, stacksEndpoint } from './stacks-endpoint.ts';

const { cloudformation } = stacksEndpoint();
const validate = (TemplateBody: string) => cloudformation.send(new ValidateTemplateCommand({ TemplateBody }));
const create = (TemplateBody: string, Parameters: Parameter[] = [], Capabilities = ['CAPABILITY_IAM']) =>
  cloudformation.send(
    new CreateStackCommand({ StackName: 'app', TemplateBody, Parameters, Capabilities: Capabilities as never }),
  );

const resource = (text: string) => `Resources: { Vpc: { Type: AWS::EC2::VPC, ${text} } }`;
const property = (text: string) => resource(`Properties: { CidrBlock: ${text} }`);

describe('a template', () => {
  it('says what it wants of its user', async () => {
    expect(await validate(CLUSTER)).toMatchObject({
      Capabilities: ['CAPABILITY_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
      Parameters: expect.arrayContaining([
        expect.objectContaining({ ParameterKey: 'InstanceType', DefaultValue: 't3.medium', NoEcho: false }),
      ]),
    });
    expect((await validate(NETWORK)).Capabilities ?? []).toEqual([]);
  });

  it.each([
    ['is no YAML', 'Resources: [', /^Template format error: YAML not well-formed\. \(line 1, column \d+\)$/],
    ['is no JSON', '{ "Resources": ', /^Template format error: JSON not well-formed\. \(line 1, column \d+\)$/],
    ['is a text', 'hello', 'Template format error: unsupported structure.'],
    ['is empty', 'Description: x', 'Template format error: At least one Resources member must be defined.'],
    ['has a section that is none', `${ROLE}\nResource: {}`, 'Invalid template property or properties [Resource]'],
    [
      'has a section that is not built',
      `${ROLE}\nMappings: {}`,
      'The local cloud does not have the section Mappings of templates (simulator/DIFFERENCES.md).',
    ],
    [
      'has a resource without a type',
      'Resources: { Vpc: {} }',
      'Template format error: [/Resources/Vpc] Every Resources object must contain a Type member.',
    ],
    [
      'has a type that is none',
      'Resources: { Vpc: { Type: Vpc } }',
      'Template format error: Unrecognized resource types: [Vpc]',
    ],
    ['has an attribute that is none', resource('Depends: x'), "Invalid template resource property 'Depends'"],
    [
      'wants to keep what is deleted',
      resource('DeletionPolicy: Retain'),
      'The local cloud does not have the deletion policy Retain (simulator/DIFFERENCES.md).',
    ],
    [
      'refers to nothing',
      property('!Ref Range'),
      'Template format error: Unresolved resource dependencies [Range] in the Resources block of the template',
    ],
    [
      'refers to nothing in a text',
      property("!Sub '${Range}/16'"),
      'Template format error: Unresolved resource dependencies [Range] in the Resources block of the template',
    ],
    [
      'has an output of nothing',
      `${property('10.0.0.0/16')}\nOutputs: { Id: { Value: !Ref Network } }`,
      'Template format error: Unresolved resource dependencies [Network] in the Outputs block of the template',
    ],
    [
      'asks an attribute of nothing',
      property('!GetAtt Range.Cidr'),
      'Template error: instance of Fn::GetAtt references undefined resource Range',
    ],
    [
      'asks for an attribute that the type has not',
      `${property('10.0.0.0/16')}\nOutputs: { Id: { Value: !GetAtt Vpc.Name } }`,
      'Template error: resource Vpc does not support attribute type Name in Fn::GetAtt',
    ],
    [
      'has a condition that is none',
      resource('Condition: IsBig'),
      'Template format error: Unresolved condition dependency IsBig in the Resources block of the template',
    ],
    [
      'goes round in circles',
      'Resources: { A: { Type: AWS::EC2::VPC, DependsOn: B }, B: { Type: AWS::EC2::VPC, DependsOn: [A] } }',
      'Circular dependency between resources: [A, B]',
    ],
    [
      'has a function that is not built',
      property('!Cidr [10.0.0.0/8, 1, 16]'),
      'The local cloud does not have the function Fn::Cidr (simulator/DIFFERENCES.md).',
    ],
  ])('is refused when it %s', async (_, text, message) => {
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    await expect(validate(text)).rejects.toMatchObject({ name: 'ValidationError', message: expected });
  });
});

describe('parameters', () => {
  const declared = (declaration: string) => `Parameters: { Range: { ${declaration} } }\n${property('!Ref Range')}`;
  const range = (ParameterValue: string) => [{ ParameterKey: 'Range', ParameterValue }];

  it.each([
    ['not given', 'Type: String', [], 'Parameters: [Range] must have values'],
    [
      'not declared',
      'Type: String, Default: x',
      [{ ParameterKey: 'Zone', ParameterValue: 'a' }],
      'Parameters: [Zone] do not exist in the template',
    ],
    [
      'not allowed',
      'Type: String, AllowedValues: [a, b]',
      range('c'),
      "Parameter 'Range' must be one of AllowedValues",
    ],
    [
      'of another pattern',
      "Type: String, AllowedPattern: '[a-z]'",
      range('ab'),
      "Parameter 'Range' must match pattern [a-z]",
    ],
    [
      'of another pattern, explained',
      "Type: String, AllowedPattern: '[a-z]', ConstraintDescription: One letter.",
      range('1'),
      'Parameter Range failed to satisfy constraint: One letter.',
    ],
    ['no number', 'Type: Number', range('many'), "Parameter 'Range' must be a number"],
    ['too small', 'Type: Number, MinValue: 2', range('1'), "Parameter 'Range' must be a number not less than 2"],
    [
      'too great in a list',
      'Type: List<Number>, MaxValue: 2',
      range('1,3'),
      "Parameter 'Range' must be a number not greater than 2",
    ],
    ['too short', 'Type: String, MinLength: 2', range('a'), "Parameter 'Range' must contain at least 2 characters"],
    ['too long', 'Type: String, MaxLength: 2', range('abc'), "Parameter 'Range' must contain at most 2 characters"],
  ])('are refused when they are %s', async (_, declaration, given, message) => {
    await expect(create(declared(declaration), given)).rejects.toMatchObject({ name: 'ValidationError', message });
  });
});

describe('capabilities', () => {
  it.each([
    ['a role', ROLE, [], 'CAPABILITY_IAM'],
    [
      'a role with a name of its own',
      ROLE.replace('Properties:', 'Properties:\n      RoleName: mine'),
      ['CAPABILITY_IAM'],
      'CAPABILITY_NAMED_IAM',
    ],
  ])('are wanted for %s', async (_, template, given, wanted) => {
    await expect(create(template, [], given)).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: `Requires capabilities : [${wanted}]`,
    });
  });
});
