import type { Protocol } from '../operation.ts';
import { type InputBindings, inputBindings, type MemberBinding, memberBinding } from './input-bindings.ts';
import { once } from './per-structure.ts';
import type { OperationModel } from './service-model.ts';

export interface Route {
  operation: OperationModel;
  pattern: RegExp;
  /** The members that the pattern's groups hold, in order. */
  labels: string[];
  /** Worked out at the first request. */
  bindings: () => InputBindings;
  /** Parts of the query that tell operations apart: `?tagging`, `?list-type=2`. An empty value means any. */
  query: { name: string; value: string }[];
  /** Names that the query must have: theirs and the required members'. */
  queryNames: string[];
  requiredHeaders: string[];
  /** S3: whether the bucket comes first in the path. Its schemas leave it out of the URI. */
  hasBucket: boolean;
  /** More specific routes have the higher rank and are tried first. */
  rank: number;
}

const LABEL = /\{([^}+]+)(\+?)\}/g;

export interface RouteOptions {
  operation: OperationModel;
  uri: string;
  protocol: Protocol;
  bucketInPath: boolean;
}

export function createRoute({ operation, uri, protocol, bucketInPath }: RouteOptions): Route {
  const [path = '/', queryText = ''] = uri.split('?');
  const labels = [...path.matchAll(LABEL)].map((match) => match[1] ?? '');
  const query = [...new URLSearchParams(queryText)]
    .map(([name, value]) => ({ name, value }))
    // x-id only helps AWS's front end; clients other than the SDK for JavaScript do not send it.
    .filter(({ name }) => name !== 'x-id');
  const required = requiredBindings(operation);
  const requiredQuery = required.filter(({ from }) => from === 'query').map(({ key }) => key);
  const requiredHeaders = required.filter(({ from }) => from === 'header').map(({ key }) => key);
  const literals = path.split('/').filter((segment) => segment && !segment.startsWith('{')).length;
  return {
    operation,
    pattern: patternOf(path),
    labels,
    bindings: once(() => inputBindings(protocol, operation.input)),
    query,
    queryNames: [...query.map(({ name }) => name), ...requiredQuery],
    requiredHeaders,
    hasBucket: bucketInPath && required.some(({ name, from }) => name === 'Bucket' && from === 'label'),
    rank: query.length * 100 + (requiredQuery.length + requiredHeaders.length) * 50 + literals * 10 - labels.length,
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

/** The schema form lists required members first; the others' traits may wait. */
function requiredBindings({ input, required }: OperationModel): MemberBinding[] {
  const bindings: MemberBinding[] = [];
  if (required.length === 0) return bindings;
  for (const [name, schema] of input.structIterator()) {
    bindings.push(memberBinding(name, schema));
    if (bindings.length === required.length) break;
  }
  return bindings;
}
