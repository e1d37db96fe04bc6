import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationModel } from './service-model.ts';

/** Where a REST operation's input comes from in a request. */
export interface MemberBinding {
  name: string;
  schema: NormalizedSchema;
  from: 'label' | 'query' | 'header' | 'prefix-headers' | 'query-parameters' | 'payload' | 'body';
  /** The query parameter, the header in lower case, or the headers' prefix. */
  key: string;
}

export interface Route {
  operation: OperationModel;
  pattern: RegExp;
  /** The members that the pattern's groups hold, in order. */
  labels: MemberBinding[];
  bindings: MemberBinding[];
  /** Parts of the query that tell operations apart: `?tagging`, `?list-type=2`. An empty value means any. */
  query: { name: string; value: string }[];
  requiredQuery: string[];
  requiredHeaders: string[];
  /** S3: whether the bucket comes first in the path. Its schemas leave it out of the URI. */
  hasBucket: boolean;
  /** More specific routes have the higher rank and are tried first. */
  rank: number;
}

const LABEL = /\{([^}+]+)(\+?)\}/g;

export function createRoute(options: { operation: OperationModel; uri: string; bucketInPath: boolean }): Route {
  const { operation, uri, bucketInPath } = options;
  const [path = '/', queryText = ''] = uri.split('?');
  const bindings = bindingsOf(operation.input);
  const labelNames = [...path.matchAll(LABEL)].map((match) => match[1] ?? '');
  const query = [...new URLSearchParams(queryText)]
    .map(([name, value]) => ({ name, value }))
    // x-id only helps AWS's front end; clients other than the SDK for JavaScript do not send it.
    .filter(({ name }) => name !== 'x-id');
  const required = bindings.filter((binding) => operation.required.includes(binding.name));
  const requiredQuery = required.filter((binding) => binding.from === 'query').map((binding) => binding.key);
  const requiredHeaders = required.filter((binding) => binding.from === 'header').map((binding) => binding.key);
  const literals = path.split('/').filter((segment) => segment && !segment.startsWith('{')).length;
  return {
    operation,
    pattern: patternOf(path),
    labels: labelNames.flatMap((name) => bindings.find((binding) => binding.key === name) ?? []),
    bindings,
    query,
    requiredQuery,
    requiredHeaders,
    hasBucket: bucketInPath && bindings.some((binding) => binding.name === 'Bucket' && binding.from === 'label'),
    rank: query.length * 100 + (requiredQuery.length + requiredHeaders.length) * 50 + literals * 10 - labelNames.length,
  };
}

function patternOf(path: string): RegExp {
  const source = path
    .split('/')
    .filter(Boolean)
    .map((segment) => {
      const label = /^\{[^}+]+(\+?)\}$/.exec(segment);
      if (label) return label[1] ? '(.+)' : '([^/]+)';
      return segment.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&');
    })
    .join('/');
  return new RegExp(`^/${source}${source ? '/?' : ''}$`, 's');
}

function bindingsOf(input: NormalizedSchema): MemberBinding[] {
  if (!input.isStructSchema()) return [];
  return [...input.structIterator()].map(([name, schema]) => ({ name, schema, ...bindingOf(name, schema) }));
}

function bindingOf(name: string, schema: NormalizedSchema): Pick<MemberBinding, 'from' | 'key'> {
  const traits = schema.getMergedTraits();
  if (traits.httpLabel) return { from: 'label', key: name };
  if (traits.httpQuery) return { from: 'query', key: traits.httpQuery };
  if (traits.httpHeader) return { from: 'header', key: traits.httpHeader.toLowerCase() };
  if (traits.httpPrefixHeaders) return { from: 'prefix-headers', key: traits.httpPrefixHeaders.toLowerCase() };
  if (traits.httpQueryParams) return { from: 'query-parameters', key: name };
  return { from: traits.httpPayload ? 'payload' : 'body', key: name };
}
