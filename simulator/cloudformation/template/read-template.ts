import { type Document, LineCounter, parseDocument } from 'yaml';
import { isRecord } from '../../../policy/parse/is-record.ts';
import { isYamlNestedTooDeep } from '../../nesting.ts';
import { notBuilt, validationError } from '../cloudformation-errors.ts';
import { SHORT_TAGS } from './short-tags.ts';
import type { ResourceDeclaration, Template } from './template.ts';

// CloudFormation user guide, "Template sections" and "Resource attributes".
const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Conditions',
  'Resources',
  'Outputs',
];
const ABSENT_SECTIONS = ['Mappings', 'Rules', 'Transform', 'Hooks'];
const ATTRIBUTES = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
];
const ABSENT_ATTRIBUTES = ['CreationPolicy', 'UpdatePolicy'];

/**
 * Reads a template's text, YAML or JSON. Only its form is looked at: see check-template.ts for what it says.
 *
 * Errors: ValidationError. The texts are assumed, not confirmed against AWS.
 */
export function readTemplate(text: string): Template {
  const document = parsed(text);
  if (!isRecord(document)) throw formatError('unsupported structure.');
  requireSections(document);
  const { Description, Parameters = {}, Conditions = {}, Resources, Outputs = {} } = document;
  if (!isRecord(Resources) || Object.keys(Resources).length === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  for (const [id, resource] of Object.entries(Resources)) requireResource(id, resource);
  for (const [name, section] of Object.entries({ Parameters, Conditions, Outputs })) requireMembers(name, section);
  return { Description, Parameters, Conditions, Resources, Outputs } as Template;
}

/** What begins like JSON is JSON, which YAML's parser reads too: only the complaint is different. */
function parsed(text: string): unknown {
  if (isYamlNestedTooDeep(text)) throw formatError('template nested too deep.');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { customTags: SHORT_TAGS, lineCounter, logLevel: 'silent' });
  const [error] = document.errors;
  if (!error) return withoutAliases(document);
  const { line, col } = lineCounter.linePos(error.pos[0]);
  throw formatError(`${/^\s*\{/.test(text) ? 'JSON' : 'YAML'} not well-formed. (line ${line}, column ${col})`);
}

/** An alias of an alias of an alias multiplies what a text holds. seeebiii/aws-cloudformation-templates issue 1 */
function withoutAliases(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw validationError('Template error: YAML aliases are not allowed in CloudFormation templates');
  }
}

function requireSections(document: Record<string, unknown>): void {
  const absent = ABSENT_SECTIONS.find((section) => Object.hasOwn(document, section));
  if (absent) throw notBuilt(`the section ${absent} of templates`);
  const unknown = Object.keys(document).filter((section) => !SECTIONS.includes(section));
  if (unknown.length > 0) throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
}

function requireMembers(name: string, section: unknown): void {
  if (!isRecord(section)) throw formatError(`${name} must be an object.`);
  if (name === 'Conditions') return;
  for (const [id, member] of Object.entries(section)) {
    const needed = name === 'Outputs' ? 'Value' : 'Type';
    // Assumed; not confirmed against AWS: the text.
    if (!isRecord(member) || !Object.hasOwn(member, needed)) {
      throw formatError(`Every ${name} member must contain a ${needed} object. [/${name}/${id}]`);
    }
  }
}

function requireResource(id: string, resource: unknown): asserts resource is ResourceDeclaration {
  if (!/^[A-Za-z0-9]+$/.test(id)) throw formatError(`Resource name ${id} is non alphanumeric.`);
  if (!isRecord(resource) || typeof resource.Type !== 'string') {
    throw formatError(`[/Resources/${id}] Every Resources object must contain a Type member.`);
  }
  const absent = ABSENT_ATTRIBUTES.find((attribute) => Object.hasOwn(resource, attribute));
  if (absent) throw notBuilt(`the attribute ${absent} of resources`);
  const { DeletionPolicy = 'Delete' } = resource;
  if (DeletionPolicy !== 'Delete') throw notBuilt(`the deletion policy ${DeletionPolicy}`);
  const unknown = Object.keys(resource).find((attribute) => !ATTRIBUTES.includes(attribute));
  if (unknown) throw validationError(`Invalid template resource property '${unknown}'`);
  if (!/^[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9:]+$/.test(resource.Type)) {
    throw formatError(`Unrecognized resource types: [${resource.Type}]`);
  }
}

export const formatError = (message: string) => validationError(`Template format error: ${message}`);
