import type { RoleBinding, Subject } from 'kubernetes-types/rbac/v1';
import type { KubeObject } from '../storage.ts';
import type { Column } from './columns.ts';

/** Of roles, besides the name. kubernetes pkg/printers/internalversion/printers.go */
export const ROLE_COLUMNS: Column[] = [{ name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp }];

/** Of bindings, after the name and before the age. */
export const BINDING_ROLE: Column = {
  name: 'Role',
  cell(object) {
    const { kind, name } = bindingOf(object).roleRef;
    return `${kind}/${name}`;
  },
};

/** Of bindings, after the age. */
export const BINDING_SUBJECTS: Column[] = [
  subjects('Users', 'User', ({ name }) => name),
  subjects('Groups', 'Group', ({ name }) => name),
  subjects('ServiceAccounts', 'ServiceAccount', ({ namespace, name }) => `${namespace}/${name}`),
];

const bindingOf = (object: KubeObject) => object as unknown as RoleBinding;

function subjects(name: string, wanted: string, text: (subject: Subject) => string): Column {
  const cell = (object: KubeObject) =>
    (bindingOf(object).subjects ?? [])
      .filter(({ kind }) => kind === wanted)
      .map(text)
      .join(', ');
  return { name, wide: true, cell };
}
