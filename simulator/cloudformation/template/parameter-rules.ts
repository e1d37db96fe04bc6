import { validationError } from '../cloudformation-errors.ts';
import type { ParameterDeclaration } from './template.ts';

interface Rule {
  isBroken(declaration: ParameterDeclaration, value: string): boolean;
  says(name: string, declaration: ParameterDeclaration): string;
}

const isNumber = ({ Type }: ParameterDeclaration) => /^(?:List<)?Number>?$/.test(Type);

/** A limit that the declaration may have; what it lacks limits nothing. */
const above = (value: number, limit: number | string | undefined) => limit !== undefined && value > Number(limit);
const below = (value: number, limit: number | string | undefined) => limit !== undefined && value < Number(limit);

/** CloudFormation user guide, "Parameters". Of the texts the first is known, the others are in its likeness. */
const RULES: Rule[] = [
  {
    isBroken: ({ AllowedPattern: pattern }, value) =>
      pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value),
    // bonusbits/cloudformation_templates#6
    says: (name, { AllowedPattern }) => `Parameter '${name}' must match pattern ${AllowedPattern}`,
  },
  {
    isBroken: (declaration, value) => isNumber(declaration) && (value.trim() === '' || Number.isNaN(Number(value))),
    says: (name) => `Parameter '${name}' must be a number`,
  },
  {
    isBroken: ({ MinLength }, value) => below(value.length, MinLength),
    says: (name, { MinLength }) => `Parameter '${name}' must contain at least ${MinLength} characters`,
  },
  {
    isBroken: ({ MaxLength }, value) => above(value.length, MaxLength),
    says: (name, { MaxLength }) => `Parameter '${name}' must contain at most ${MaxLength} characters`,
  },
  {
    isBroken: ({ MinValue }, value) => below(Number(value), MinValue),
    says: (name, { MinValue }) => `Parameter '${name}' must be a number not less than ${MinValue}`,
  },
  {
    isBroken: ({ MaxValue }, value) => above(Number(value), MaxValue),
    says: (name, { MaxValue }) => `Parameter '${name}' must be a number not greater than ${MaxValue}`,
  },
  {
    isBroken: ({ AllowedValues: allowed }, value) => allowed !== undefined && !allowed.map(String).includes(value),
    says: (name) => `Parameter '${name}' must be one of AllowedValues`,
  },
];

/** Holds every value of a parameter against what its declaration allows. Errors: ValidationError. */
export function requireAllowed(name: string, declaration: ParameterDeclaration, values: string[]): void {
  for (const value of values) {
    const broken = RULES.find((rule) => rule.isBroken(declaration, value));
    if (!broken) continue;
    const { ConstraintDescription: own } = declaration;
    // aws/aws-cli#7750
    const text = own ? `Parameter ${name} failed to satisfy constraint: ${own}` : broken.says(name, declaration);
    throw validationError(text);
  }
}
