import type { ConditionKey } from './context.ts';
import { conditionKey, contextValue } from './context.ts';
import type { ContextValues } from './types.ts';
import { markWildcards } from './wildcard.ts';

/** A policy's text that may hold variables: `arn:aws:s3:::b/${aws:PrincipalTag/team, 'shared'}/*`. */
export interface Template {
  written: string;
  /** The text, if it holds no variable. */
  fixed?: string;
  parts: (string | Variable)[];
}

interface Variable {
  key: ConditionKey;
  fallback?: string;
}

export interface TemplateOptions {
  /** Only documents of version 2012-10-17 have variables; in older ones `${` is plain text. */
  variables: boolean;
  /** Marks `*` and `?` outside of variables as wildcards. */
  wildcards: boolean;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
// It ends before the next `${`: a text of nothing but beginnings must not take quadratic time.
const VARIABLE = /\$\{((?:[^}$]|\$(?!\{))*)\}/g;
const WITH_DEFAULT = /^([^,]*?)\s*,\s*'(.*)'$/;
const ESCAPES = ['*', '?', '$'];

export function parseTemplate(written: string, options: TemplateOptions): Template {
  const literal = options.wildcards ? markWildcards : (text: string) => text;
  if (!options.variables || !written.includes('${')) return fixedTemplate(written, literal(written));
  const parts: (string | Variable)[] = [];
  let end = 0;
  for (const match of written.matchAll(VARIABLE)) {
    parts.push(literal(written.slice(end, match.index)), parseVariable(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  parts.push(literal(written.slice(end)));
  const fixed = parts.every((part) => typeof part === 'string');
  return fixed ? fixedTemplate(written, parts.join('')) : { written, parts };
}

function fixedTemplate(written: string, fixed: string): Template {
  return { written, fixed, parts: [fixed] };
}

function parseVariable(inner: string): string | Variable {
  if (ESCAPES.includes(inner)) return inner;
  const [, key, fallback] = WITH_DEFAULT.exec(inner) ?? [];
  if (key !== undefined && fallback !== undefined) return { key: conditionKey(key), fallback };
  return { key: conditionKey(inner.trim()) };
}

/** The text with the request's values in place; undefined if a variable has no value and no default. */
export function resolveTemplate(template: Template, context: ContextValues): string | undefined {
  if (template.fixed !== undefined) return template.fixed;
  let resolved = '';
  for (const part of template.parts) {
    const text = typeof part === 'string' ? part : variableText(part, context);
    if (text === undefined) return undefined;
    resolved += text;
  }
  return resolved;
}

/** Multi-valued keys cannot be variables (facts F.1). */
function variableText(variable: Variable, context: ContextValues): string | undefined {
  const value = contextValue(context, variable.key);
  return typeof value === 'string' ? value : variable.fallback;
}
