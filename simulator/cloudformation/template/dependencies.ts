import { referencesIn } from './references.ts';
import type { ResourceDeclaration, Template } from './template.ts';

/** The resources that each resource needs first: those that it names in DependsOn, or refers to. By logical id. */
export function dependencies({ Resources }: Pick<Template, 'Resources'>): Map<string, Set<string>> {
  const needed = (resource: ResourceDeclaration) => {
    const named = [resource.DependsOn ?? []].flat();
    const referred = referencesIn(resource.Properties).filter(({ kind }) => kind !== 'Condition');
    return new Set([...named, ...referred.map(({ name }) => name)].filter((name) => Object.hasOwn(Resources, name)));
  };
  return new Map(Object.entries(Resources).map(([id, resource]) => [id, needed(resource)]));
}

/** Those that wait for each other, sorted; none in a template that can be made. */
export function circle(needs: Map<string, Set<string>>): string[] {
  const left = new Map(needs);
  const isFree = (id: string) => [...(left.get(id) ?? [])].every((other) => !left.has(other));
  for (let free = [...left.keys()].filter(isFree); free.length > 0; free = [...left.keys()].filter(isFree)) {
    for (const id of free) left.delete(id);
  }
  return [...left.keys()].sort();
}
