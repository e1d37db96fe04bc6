import { type AwsOperation, membersOf } from './operations.ts';

/** How pages hang together: the input member that takes what an output member gave. botocore's paginators-1.json. */
const TOKENS: [input: string, output: string][] = [
  ['Marker', 'Marker'],
  ['nextToken', 'nextToken'],
  ['NextToken', 'NextToken'],
  ['ContinuationToken', 'NextContinuationToken'],
  ['ContinuationToken', 'ContinuationToken'],
  ['KeyMarker', 'NextKeyMarker'],
  ['ExclusiveStartKey', 'LastEvaluatedKey'],
  ['ExclusiveStartTableName', 'LastEvaluatedTableName'],
];

const KEPT = ['Group', 'clusterName', 'principalArn', 'ConsumedCapacity', 'RequestCharged', 'Prefix'];
const SUMMED = ['Count', 'ScannedCount'];

export interface Paging {
  inputToken: string;
  outputToken: string;
}

/** Undefined if the operation has no pages, or if the caller pages by hand: gave a token. */
export function pagingOf(operation: AwsOperation, input: Record<string, unknown>): Paging | undefined {
  const inputs = membersOf(operation.input);
  const outputs = membersOf(operation.output);
  const pair = TOKENS.find(([one, other]) => inputs.has(one) && outputs.has(other));
  if (!pair || input[pair[0]] !== undefined) return undefined;
  return { inputToken: pair[0], outputToken: pair[1] };
}

type Page = Record<string, unknown>;

/** All pages as one answer, with the lists joined and the tokens gone, as the CLI prints it. */
export async function allPages(
  { inputToken, outputToken }: Paging,
  input: Page,
  call: (input: Page) => Promise<Page>,
  maxItems = Number.POSITIVE_INFINITY,
): Promise<Page> {
  const merged: Page = {};
  let token: unknown;
  do {
    const page: Page = await call(token === undefined ? input : { ...input, [inputToken]: token });
    mergePage(merged, page);
    token = page.IsTruncated === false ? undefined : page[outputToken];
  } while (token !== undefined && token !== '' && itemsIn(merged) < maxItems);
  return limited(merged, maxItems);
}

function mergePage(merged: Page, page: Page) {
  for (const [name, value] of Object.entries(page)) {
    const before = merged[name];
    if (Array.isArray(value)) merged[name] = [...(Array.isArray(before) ? before : []), ...value];
    else if (SUMMED.includes(name)) merged[name] = Number(before ?? 0) + Number(value);
    else if (KEPT.includes(name)) merged[name] = value;
  }
}

const itemsIn = (page: Page) =>
  Math.max(0, ...Object.values(page).map((value) => (Array.isArray(value) ? value.length : 0)));

function limited(page: Page, maxItems: number): Page {
  if (itemsIn(page) <= maxItems) return page;
  return Object.fromEntries(
    Object.entries(page).map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, maxItems) : value]),
  );
}
