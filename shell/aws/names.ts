/** The CLI's spelling of an API name: `CreateOpenIDConnectProvider` → `create-open-id-connect-provider`. botocore's xform_name. */
export function kebabCase(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z])([0-9]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/-{2,}/g, '-')
    .replace(/^-/, '')
    .toLowerCase();
}

/** `role-exists` → `RoleExists`. */
export function pascalCase(kebab: string): string {
  return kebab.replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase());
}
