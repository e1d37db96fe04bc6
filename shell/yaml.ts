// Loaded on first use, by a dynamic import of this file. A bundler that splits code gives a dynamic import of a CommonJS package its
// default export only; a static import in a module of our own gets the names.
export { parse, parseAllDocuments, parseDocument, stringify } from 'yaml';
