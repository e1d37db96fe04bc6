import { requireRange } from './constraints.ts';
import { validationError } from './iam-errors.ts';

export interface PageRequest {
  Marker?: string | undefined;
  MaxItems?: number | undefined;
}

export interface Page<Item> {
  items: Item[];
  IsTruncated: boolean;
  Marker: string | undefined;
}

/**
 * One page of a listing, ordered by key. The marker names the last item given, so that a change between two pages
 * neither skips nor repeats an item. Errors: ValidationError for MaxItems outside 1..1000.
 */
export function pageOf<Item>(items: Iterable<Item>, keyOf: (item: Item) => string, request: PageRequest): Page<Item> {
  const maxItems = request.MaxItems ?? 100;
  requireRange(maxItems, 'maxItems', 1, 1000);
  const after = request.Marker === undefined ? '' : readMarker(request.Marker);
  const left = [...items].filter((item) => keyOf(item) > after).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = left.slice(0, maxItems);
  const last = page.at(-1);
  const isTruncated = left.length > page.length && last !== undefined;
  return {
    items: page,
    IsTruncated: isTruncated,
    Marker: isTruncated ? btoa(encodeURIComponent(keyOf(last))) : undefined,
  };
}

function readMarker(marker: string): string {
  try {
    return decodeURIComponent(atob(marker));
  } catch {
    // Assumed; not confirmed against AWS: the text.
    throw validationError('Invalid Marker.');
  }
}
