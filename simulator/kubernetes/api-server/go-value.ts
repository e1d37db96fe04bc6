/** A value as Go holds it: a pointer or an empty list is nil, and a struct has all of its fields. */
export type GoValue = { form: 'nil' } | GoScalar | GoGroup;

interface GoScalar {
  form: 'scalar';
  value: string | number | boolean;
  pointer: boolean;
}

export interface GoGroup {
  form: 'group';
  /** What its entries are called where some are left out. */
  entry: 'field' | 'element' | 'entry';
  /** `core.Container`, `[]string` */
  type: string;
  pointer: boolean;
  entries: { key: string; value: GoValue }[];
}

export const NIL: GoValue = { form: 'nil' };

export const scalar = (value: GoScalar['value'], pointer = false): GoValue => ({ form: 'scalar', value, pointer });

/** Fields of a struct that are this say nothing, and are left out where the struct is shown whole. */
export function isZero(value: GoValue): boolean {
  if (value.form === 'nil') return true;
  if (value.pointer) return false;
  if (value.form === 'scalar') return !value.value;
  return value.entry === 'field' && value.entries.every((one) => isZero(one.value));
}

export const isSame = (left: GoValue, right: GoValue): boolean => JSON.stringify(left) === JSON.stringify(right);
