import { badRequest } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { fieldPath, whyNotSelectable } from './field-labels.ts';
import type { Kind } from './kinds.ts';
import { valueAt } from './value-at.ts';

export type Selector = (object: KubeObject) => boolean;

const EVERYTHING: Selector = () => true;

/** Whether a LabelSelector object (`matchLabels`, `matchExpressions`) selects these labels. An empty one selects all. */
export function selects(selector: unknown, labels: Record<string, string>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as {
    matchLabels?: Record<string, string>;
    matchExpressions?: { key: string; operator: string; values?: string[] }[];
  };
  const exact = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return exact && matchExpressions.every(({ key, operator, values = [] }) => holds(labels, key, operator, values));
}

/** `status.phase=Running,metadata.name!=x`, of fields that the kind lets select. Throws BadRequest. */
export function parseFieldSelector(text: string | null, kind: Pick<Kind, 'kind'>): Selector {
  if (!text) return EVERYTHING;
  const terms = text.split(',').map((term) => {
    const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
    if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
    const [, field = '', operator, value] = match;
    const refusal = whyNotSelectable(kind, field);
    if (refusal) throw badRequest(refusal);
    const path = fieldPath(kind.kind, field);
    return (object: KubeObject) => (fieldText(valueAt(object, path)) === value) === (operator !== '!=');
  });
  return (object) => terms.every((term) => term(object));
}

const fieldText = (value: unknown) => (value === undefined || value === null ? '' : String(value));

/** Whether labels meet one requirement of a selector. */
export function holds(labels: Record<string, string>, key: string, operator: string, values: string[]): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return value === undefined;
  }
}
