import type { ResourceRequest, Verb } from './api-request.ts';
import { APPLY_PATCH, mediaType } from './body.ts';
import { type FieldError, forbiddenField, invalid, invalidValue, notSupported, required, tooLong } from './invalid.ts';

const OPTIONS: Partial<Record<Verb, string>> = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
};
const VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn'];
const MANAGER_LENGTH = 128;

/** What the query of a write may say. apimachinery pkg/apis/meta/v1/validation. Throws Invalid. */
export function requireWriteOptions(request: ResourceRequest): void {
  const kind = OPTIONS[request.verb];
  if (!kind) return;
  const { query } = request;
  const validation = query.get('fieldValidation') ?? '';
  requireOptionsOf(kind, [
    ...(request.verb === 'patch' ? patchErrors(request) : []),
    ...managerErrors(query.get('fieldManager') ?? ''),
    ...dryRunErrors(query.getAll('dryRun').filter(Boolean)),
    ...(VALIDATIONS.includes(validation) ? [] : [notSupported('fieldValidation', validation, VALIDATIONS)]),
  ]);
}

/** `kind` is `DeleteOptions` and the like. Throws Invalid if there are errors. */
export function requireOptionsOf(kind: string, errors: FieldError[]): void {
  if (errors.length > 0) throw invalid({ kind, group: 'meta.k8s.io' }, '', errors);
}

/** `All` is the only value; Go prints the list as it would be written in a program. */
export function dryRunErrors(values: string[]): FieldError[] {
  if (values.every((value) => value === 'All')) return [];
  const shown = `[]string{${values.map((value) => JSON.stringify(value)).join(', ')}}`;
  const message = `Unsupported value: ${shown}: supported values: "All"`;
  return [{ field: 'dryRun', reason: 'FieldValueNotSupported', message }];
}

function patchErrors({ http, query }: ResourceRequest): FieldError[] {
  const applies = mediaType(http) === APPLY_PATCH;
  if (applies) return query.get('fieldManager') ? [] : [required('fieldManager', 'is required for apply patch')];
  return query.has('force') ? [forbiddenField('force', 'may not be specified for non-apply patch')] : [];
}

function managerErrors(manager: string): FieldError[] {
  const length = new TextEncoder().encode(manager).length;
  const at = manager.search(/[^\P{C}]/u);
  const point = manager.codePointAt(at)?.toString(16).toUpperCase().padStart(4, '0');
  return [
    ...(length > MANAGER_LENGTH ? [tooLong('fieldManager', MANAGER_LENGTH)] : []),
    ...(at < 0 ? [] : [invalidValue('fieldManager', manager, `invalid character U+${point} (at position ${at})`)]),
  ];
}
