import { AwsError } from '../aws-error.ts';
import { notBuilt, validationError } from './cloudformation-errors.ts';
import { requireCapabilities } from './template/capabilities.ts';
import { checkTemplate } from './template/check-template.ts';
import { readTemplate } from './template/read-template.ts';
import type { Template } from './template/template.ts';

const NAME = '[a-zA-Z][-a-zA-Z0-9]*';
// CloudFormation user guide, "Quotas": the longest template in a request, in bytes.
const MAX_TEMPLATE_BYTES = 51_200;

/** Errors: ValidationError. API reference, "CreateStack", StackName. */
export function requireStackName(name: string): void {
  if (new RegExp(`^${NAME}$`).test(name) && name.length <= 128) return;
  const rule =
    name.length > 128 ? 'have length less than or equal to 128' : `satisfy regular expression pattern: ${NAME}`;
  throw constraintError(name, 'stackName', rule);
}

export interface TemplateSource {
  TemplateBody?: string | undefined;
  TemplateURL?: string | undefined;
}

/** The text of a request's template, and what it says. Errors: ValidationError. */
export function givenTemplate({ TemplateBody: text, TemplateURL: url }: TemplateSource): {
  text: string;
  template: Template;
} {
  if (url !== undefined) throw notBuilt('TemplateURL: give the template as TemplateBody');
  // hashicorp/terraform#4332
  if (text === undefined) throw validationError('Either Template URL or Template Body must be specified.');
  if (new TextEncoder().encode(text).length > MAX_TEMPLATE_BYTES) {
    throw constraintError(text, 'templateBody', `have length less than or equal to ${MAX_TEMPLATE_BYTES}`);
  }
  const template = readTemplate(text);
  checkTemplate(template);
  return { text, template };
}

interface Demands {
  Capabilities?: string[] | undefined;
  RoleARN?: string | undefined;
  NotificationARNs?: string[] | undefined;
  ResourceTypes?: string[] | undefined;
}

/** What a request may ask of a stack here. Errors: ValidationError, InsufficientCapabilitiesException. */
export function requireDemands({ Capabilities, ...demands }: Demands, template: Template): void {
  const absent = Object.entries(demands).find(([, value]) => value !== undefined && value.length > 0);
  if (absent) throw notBuilt(`${absent[0]} of stacks`);
  requireCapabilities(template, Capabilities);
}

const TAG_RULE = 'aws: prefixed tag key names are not allowed for external use.';

/** A stack's tags. Errors: ValidationError. Assumed; not confirmed against AWS: the texts. */
export function stackTags(tags: { Key?: string; Value?: string }[] = []): Record<string, string> {
  if (tags.length > 50) throw validationError('A stack can have at most 50 tags.');
  if (tags.some(({ Key = '' }) => /^aws:/i.test(Key))) throw validationError(TAG_RULE);
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export const alreadyExists = (name: string) =>
  new AwsError('AlreadyExistsException', 400, `Stack [${name}] already exists`);

const constraintError = (value: string, member: string, rule: string) =>
  validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
