import description from '../package.json' with { type: 'json' };

/** The workshop's version, for who finds a running local cloud of another one. */
export const version: string = description.version;
