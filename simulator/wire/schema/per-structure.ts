import type { NormalizedSchema } from '@smithy/core/schema';

/** Makes something of a structure once, wherever it is used: structures that hold themselves find what was made before. */
export function perStructure<Made>(make: (schema: NormalizedSchema) => Made): (schema: NormalizedSchema) => Made {
  const made = new WeakMap<object, Made>();
  return (schema) => {
    const structure = schema.getSchema() as object;
    const known = made.get(structure) ?? make(schema);
    made.set(structure, known);
    return known;
  };
}

/** Makes it at the first use. */
export function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
