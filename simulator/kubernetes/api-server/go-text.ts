/** What go-cmp prints: a line, or records between braces that may become lines of their own. */
export type GoText = string | GoRecords;

export interface GoRecords {
  /** `core.PodSpec{` */
  prefix: string;
  records: GoRecord[];
}

export interface GoRecord {
  /** Removed, inserted; empty for what is the same. */
  sign: '' | '-' | '+';
  /** Empty for elements of a list. */
  key: string;
  value: GoText;
  /** Of `...`, which stands for records that are left out: `7 identical fields`. */
  comment?: string;
}

export const ELLIPSIS = '...';

const MAX_COLUMNS = 80;

/** The text in lines, each with its sign before its indent. google/go-cmp v0.7.0 cmp/report_text.go */
export const printGo = (text: GoText): string => `  ${expand(compact(text, ''), '', 0)}\n`;

/** In one line what can be: records without signs, and, of what is removed or inserted, only short ones. */
function compact(text: GoText, sign: string): GoText {
  if (typeof text === 'string') return text;
  const records = text.records.map((one) => ({ ...one, value: compact(one.value, one.sign || sign) }));
  const line = records.map(({ key, value }) => (key ? `${key}: ${value}` : value)).join(', ');
  const isLong = sign !== '' && line.length > MAX_COLUMNS;
  const isSplit = records.some((one) => one.sign || one.comment || typeof one.value !== 'string');
  return isLong || isSplit ? { ...text, records } : `${text.prefix}${line}}`;
}

function expand(text: GoText, sign: string, indent: number): string {
  if (typeof text === 'string') return text;
  const { prefix, records } = text;
  const pads = padsOf(records);
  const lines = records.every(isPlain)
    ? batches(records).map((line) => startOf(sign, indent + 1) + line)
    : records.map((one, at) => lineOf(one, pads[at] ?? '', one.sign || sign, indent + 1));
  return `${prefix}${lines.join('')}${startOf(sign, indent)}}`;
}

function lineOf({ key, value, comment }: GoRecord, pad: string, sign: string, indent: number): string {
  const named = key ? `${key}: ${pad}` : '';
  const comma = value === ELLIPSIS ? '' : ',';
  return startOf(sign, indent) + named + expand(value, sign, indent) + comma + (comment ? ` // ${comment}` : '');
}

const startOf = (sign: string, indent: number) => `\n${sign || ' '} ${'\t'.repeat(indent)}`;

const isPlain = ({ key, value, sign, comment }: GoRecord) => !key && !sign && !comment && typeof value === 'string';

/** Elements of a list, as many as fit in a line. */
function batches(records: GoRecord[]): string[] {
  const lines: string[] = [];
  for (const { value } of records) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + String(value).length + 2 <= MAX_COLUMNS)
      lines.splice(-1, 1, `${last}${value}, `);
    else lines.push(`${value}, `);
  }
  return lines.map((line) => line.trimEnd());
}

/** Spaces after the keys, so that values of neighbouring lines stand below each other. */
function padsOf(records: GoRecord[]): string[] {
  const isAligned = ({ key, value }: GoRecord) => key !== '' && typeof value === 'string';
  return records.map((record, at) => {
    if (!isAligned(record)) return '';
    const before = records.slice(0, at).findLastIndex((one) => !isAligned(one));
    const after = records.findIndex((one, index) => index > at && !isAligned(one));
    const run = records.slice(before + 1, after < 0 ? undefined : after);
    return ' '.repeat(Math.max(...run.map(({ key }) => key.length)) - record.key.length);
  });
}
