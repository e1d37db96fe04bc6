// Loaded on first use; see shell/yaml.ts for why it is a module of its own.
export { search } from 'jmespath';
