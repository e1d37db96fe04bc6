import { ELLIPSIS, type GoRecord, type GoText, printGo } from './go-text.ts';
import { type GoGroup, type GoValue, isSame, isZero } from './go-value.ts';

/** How go-cmp tells two values apart, which differ. google/go-cmp v0.7.0 cmp/report_compare.go */
export const goDiff = (before: GoGroup, after: GoGroup): string => printGo(difference(before, after, true));

interface Pair {
  key: string;
  before: GoValue | undefined;
  after: GoValue | undefined;
}

/** Equal neighbours that are shown around a difference. */
const CONTEXT = 2;

function difference(before: GoGroup, after: GoGroup, hasType: boolean): GoText {
  const runs = runsOf(pairsOf(before, after));
  const records = runs.flatMap((run, at) => {
    if (!isEqual(run[0])) return run.flatMap((pair) => changed(pair, before.entry === 'field'));
    return contextOf(run, before.entry, { leads: at > 0, trails: at < runs.length - 1 });
  });
  return { prefix: `${before.pointer ? '&' : ''}${hasType ? before.type : ''}{`, records };
}

const isEqual = (pair: Pair | undefined) => Boolean(pair?.before && pair.after && isSame(pair.before, pair.after));

function runsOf(pairs: Pair[]): Pair[][] {
  const runs: Pair[][] = [];
  for (const pair of pairs) {
    const last = runs.at(-1);
    if (last && isEqual(last[0]) === isEqual(pair)) last.push(pair);
    else runs.push([pair]);
  }
  return runs;
}

function contextOf(run: Pair[], entry: string, { leads, trails }: { leads: boolean; trails: boolean }): GoRecord[] {
  const low = leads ? Math.min(CONTEXT, run.length) : 0;
  const high = trails ? Math.min(CONTEXT, run.length - low) : 0;
  const hidden = run.length - low - high;
  const shown = run.map(({ key, before }): GoRecord => ({ sign: '', key, value: before ? whole(before) : '' }));
  // A line that says that one is left out is as long as the one.
  if (hidden < 2) return shown;
  const many = entry === 'entry' ? 'entries' : `${entry}s`;
  const comment = `${hidden} identical ${many}`;
  return [...shown.slice(0, low), { sign: '', key: '', value: ELLIPSIS, comment }, ...shown.slice(run.length - high)];
}

function changed({ key, before, after }: Pair, isField: boolean): GoRecord[] {
  if (before?.form === 'group' && after?.form === 'group' && !isChain(before, after)) {
    return [{ sign: '', key, value: difference(before, after, isField) }];
  }
  const record = (sign: '-' | '+', value: GoValue | undefined): GoRecord[] =>
    value ? [{ sign, key, value: format(value, DETAIL, isField) }] : [];
  return [...record('-', before), ...record('+', after)];
}

/** Whether there is nothing beside what differs, all the way down. */
function isChain(before: GoGroup, after: GoGroup): boolean {
  const pairs = pairsOf(before, after);
  if (pairs.length !== 1) return pairs.length === 0;
  const [one] = pairs;
  return one?.before?.form !== 'group' || one.after?.form !== 'group' || isChain(one.before, one.after);
}

/** Fields and keys by name; elements by place, after those that are the same at both ends. */
function pairsOf(before: GoGroup, after: GoGroup): Pair[] {
  if (before.entry === 'element') return elementPairs(before, after);
  const find = ({ entries }: GoGroup, key: string) => entries.find((one) => one.key === key)?.value;
  const keys = [...new Set([...before.entries, ...after.entries].map(({ key }) => key))];
  if (before.entry === 'entry') keys.sort();
  return keys.map((key) => ({ key, before: find(before, key), after: find(after, key) }));
}

function elementPairs(before: GoGroup, after: GoGroup): Pair[] {
  const [old, now] = [before, after].map(({ entries }) => entries.map(({ value }) => value)) as [GoValue[], GoValue[]];
  const end = Math.min(old.length, now.length);
  let same = 0;
  while (same < end && isSame(old.at(-1 - same) as GoValue, now.at(-1 - same) as GoValue)) same += 1;
  const [head, rest] = [Math.max(old.length, now.length) - same, same];
  const middle = Array.from(
    { length: head },
    (_, at): Pair => ({
      key: '',
      before: at < old.length - rest ? old[at] : undefined,
      after: at < now.length - rest ? now[at] : undefined,
    }),
  );
  const tail = old.slice(old.length - rest).map((value): Pair => ({ key: '', before: value, after: value }));
  return [...middle, ...tail];
}

/** How much is told of a value that is the same, and of one that differs. */
const BRIEF = 1;
const DETAIL = 3;

/** A value that is the same: without types, and of each level the first few. */
function whole(value: GoValue): GoText {
  if (value.form !== 'group') return format(value, BRIEF, false);
  return enclose(value, limitOf(BRIEF), '', whole);
}

function format(value: GoValue, verbosity: number, hasType: boolean): GoText {
  if (value.form === 'nil') return 'nil';
  if (value.form === 'scalar') return (value.pointer ? '&' : '') + literal(value.value, 2 ** (verbosity + 5));
  const next = Math.max(0, verbosity - 1);
  const inner = (one: GoValue) => format(one, next, value.entry === 'field');
  return enclose(value, limitOf(verbosity), hasType ? value.type : '', inner);
}

/** 0, 4, 8, 16 */
const limitOf = (verbosity: number) => (verbosity === 0 ? 0 : 2 ** (verbosity + 1));

function enclose(group: GoGroup, limit: number, type: string, show: (value: GoValue) => GoText): GoText {
  const { entries, entry, pointer } = group;
  const told = entries.filter(({ value }) => entry !== 'field' || !isZero(value));
  const records = told.slice(0, limit).map(({ key, value }): GoRecord => ({ sign: '', key, value: show(value) }));
  if (told.length > limit) records.push({ sign: '', key: '', value: ELLIPSIS });
  return { prefix: `${pointer ? '&' : ''}${type}{`, records };
}

function literal(value: string | number | boolean, limit: number): string {
  if (typeof value !== 'string') return String(value);
  const cut = value.length > limit + ELLIPSIS.length ? [value.slice(0, limit), ELLIPSIS] : [value, ''];
  const quoted = JSON.stringify(cut[0]);
  const needsNone = quoted.length === (cut[0] ?? '').length + 2 || /[`\n]|[^\P{C}\t]/u.test(cut[0] ?? '');
  return (needsNone ? quoted : `\`${cut[0]}\``) + cut[1];
}
