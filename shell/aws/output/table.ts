import { scalar } from './text.ts';

interface Section {
  title?: string;
  header?: string[];
  rows: string[][];
  depth: number;
}

/** `--output table`: one boxed section per structure or list, nested ones indented by a bar. */
export function tableOutput(title: string, data: unknown): string {
  const sections: Section[] = [];
  build(sections, title, data, 0);
  if (!sections.length) return '';
  const tooWide = Math.max(...sections.map(widthOf)) > TERMINAL_WIDTH;
  const drawn = tooWide ? sections.map(turned) : sections;
  const width = Math.max(...drawn.map(widthOf));
  const lines = ['-'.repeat(width), ...drawn.flatMap((section) => draw(section, width))];
  return lines.map((line) => `${line}\n`).join('');
}

const TERMINAL_WIDTH = 80;

/** A single row becomes a column of names and values. */
function turned(section: Section): Section {
  const [row] = section.rows;
  if (section.rows.length !== 1 || !row || !section.header) return section;
  return { ...section, header: undefined, rows: section.header.map((name, index) => [name, row[index] ?? '']) };
}

type Row = Record<string, unknown>;

function build(sections: Section[], title: string | undefined, data: unknown, depth: number) {
  if (!isNested(data)) {
    if (data !== null && data !== undefined && data !== '') sections.push({ title, rows: [[scalar(data)]], depth });
  } else if (!Array.isArray(data)) buildRows(sections, title, [data as Row], depth);
  else if (isNested(data[0]) && !Array.isArray(data[0])) buildRows(sections, title, data as Row[], depth);
  else if (data.length) sections.push({ title, rows: data.map((row) => [row].flat().map(scalar)), depth });
}

function buildRows(sections: Section[], title: string | undefined, rows: Row[], depth: number) {
  const columns = namesOf(rows, (value) => !isNested(value));
  const nested = namesOf(rows, isNested);
  const single = rows.length === 1 && columns.length === 1;
  let section: Section | undefined;
  for (const row of rows) {
    if (!section || nested.length) {
      section = { title, header: single || !columns.length ? undefined : columns, rows: [], depth };
      sections.push(section);
    }
    const cells = columns.map((column) => (column in row ? scalar(row[column]) : ''));
    if (cells.length) section.rows.push(single ? [columns[0] ?? '', ...cells] : cells);
    for (const name of nested) if (name in row) build(sections, name, row[name], depth + 1);
  }
}

function namesOf(rows: Row[], wanted: (value: unknown) => boolean): string[] {
  const names = rows.flatMap((row) => Object.keys(row).filter((name) => wanted(row[name])));
  return [...new Set(names)].sort();
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

function columnWidths({ header, rows }: Section): number[] {
  const all = header ? [header, ...rows] : rows;
  const count = Math.max(0, ...all.map((row) => row.length));
  return Array.from({ length: count }, (_, column) => 4 + Math.max(0, ...all.map((row) => row[column]?.length ?? 0)));
}

function widthOf(section: Section): number {
  const cells = columnWidths(section).reduce((sum, width) => sum + width, 0);
  return Math.max((section.title ?? '').length, cells) + 2 + 2 * section.depth;
}

function draw(section: Section, fullWidth: number): string[] {
  const width = fullWidth - 2 * section.depth;
  const widths = stretched(columnWidths(section), width);
  const rule = widths.length ? `+${widths.map((one, index) => '-'.repeat(one - (index ? 1 : 2))).join('+')}+` : '';
  const lines: string[] = [];
  if (section.title) lines.push(`|${centred(section.title, width - 2, 2)}|`);
  if (!section.header && !section.rows.length) lines.push(`+${'-'.repeat(width - 2)}+`);
  if (section.header) lines.push(rule, cellsOf(section.header, widths, centred));
  if (section.rows.length) lines.push(rule, ...section.rows.map((row) => cellsOf(row, widths, leftAligned)), rule);
  const bars = '|'.repeat(section.depth);
  return lines.map((line) => `${bars}${line}${bars}`);
}

/** Columns grow in proportion until the section is as wide as the widest; the last ones take the remainder. */
function stretched(widths: number[], total: number): number[] {
  const sum = widths.reduce((one, other) => one + other, 0);
  if (!sum) return [];
  const grown = widths.map((width) => Math.round((width * total) / sum));
  let excess = grown.reduce((one, other) => one + other, 0) - total;
  for (let index = 0; excess !== 0; index += 1) {
    const at = excess > 0 ? index % grown.length : grown.length - 1 - (index % grown.length);
    grown[at] = (grown[at] ?? 0) - Math.sign(excess);
    excess -= Math.sign(excess);
  }
  return grown;
}

function cellsOf(
  cells: string[],
  widths: number[],
  align: (text: string, width: number, bars: number) => string,
): string {
  return `|${widths.map((width, index) => align(cells[index] ?? '', width - (index ? 1 : 2), index ? 1 : 2)).join('|')}|`;
}

const leftAligned = (text: string, width: number) => `  ${text}`.padEnd(width);

/** `width` is that between the bars; like the CLI, centres by the width with them. */
function centred(text: string, width: number, bars = 1): string {
  const left = Math.max(0, Math.floor((width + bars) / 2) - Math.floor(text.length / 2) - 1);
  return `${' '.repeat(left)}${text}`.padEnd(width);
}
