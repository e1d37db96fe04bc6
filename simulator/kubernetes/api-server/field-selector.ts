import { badRequest } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { fieldPath, whyNotSelectable } from './field-labels.ts';
import type { Kind } from './kinds.ts';
import { valueAt } from './value-at.ts';

export type Selector = (object: KubeObject) => boolean;

/**
 * `status.phase=Running,metadata.name!=x`, of fields that the kind lets select; a backslash goes before a comma or equals
 * sign of a value. apimachinery pkg/fields/selector.go. Throws BadRequest.
 */
export function parseFieldSelector(text: string | null, kind: Pick<Kind, 'kind'>): Selector {
  // In order, as the first problem is the one that is told.
  const terms = (text?.match(/(?:\\.|[^,\\]|\\$)+/gs) ?? []).sort().map((term) => parseTerm(text ?? '', term));
  for (const { field } of terms) {
    const refusal = whyNotSelectable(kind, field);
    if (refusal) throw badRequest(refusal);
  }
  const tests = terms.map(({ field, isEqual, value }) => {
    const path = fieldPath(kind.kind, field);
    return (object: KubeObject) => (fieldText(valueAt(object, path)) === value) === isEqual;
  });
  return (object) => tests.every((test) => test(object));
}

function parseTerm(text: string, term: string) {
  const match = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
  if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
  const [, field = '', operator, value = ''] = match;
  return { field, isEqual: operator !== '!=', value: unescaped(value) };
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(.?)|=/gsu, (found, escaped: string | undefined) => {
    if (found === '=') throw badRequest('invalid field selector: unescaped character in value: 61');
    if (escaped && '\\,='.includes(escaped)) return escaped;
    throw badRequest(`invalid field selector: invalid escape sequence: ${found}`);
  });
}

const fieldText = (value: unknown) => (value === undefined || value === null ? '' : String(value));
