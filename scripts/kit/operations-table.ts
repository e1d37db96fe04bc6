import { services } from '../../simulator/services.ts';
import type { Service } from '../../simulator/wire/operation.ts';

const [START, END] = ['<!-- operations -->', '<!-- /operations -->'];

/** Every operation of every service that is built, in Markdown: a table for each service, in the order of its module. */
export async function operationsTable(): Promise<string> {
  const loaded = await Promise.all(Object.values(services).map((load) => load()));
  return loaded.map(serviceTable).join('\n\n');
}

/** The document with `table` between its two markers. Errors: Error if one of them is missing. */
export function withTable(document: string, table: string): string {
  const [before, rest] = document.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`The document lacks ${START} or ${END}.`);
  return `${before}${START}\n\n${table}\n\n${END}${after}`;
}

function serviceTable({ name, schemas, operations }: Service): string {
  const built = Object.entries(operations).sort(([one], [other]) => (one < other ? -1 : 1));
  const rows = built.map(([operation, { limits = '' }]) => `| ${operation} | ${limits.replace(/\|/g, '\\|')} |`);
  const known = Object.values(schemas).filter(isOperation).length;
  return [`### ${name}: ${built.length} of ${known}`, '', '| Operation | Limits |', '| --- | --- |', ...rows].join(
    '\n',
  );
}

/** The form of the schemas: 9 stands for an operation. */
const isOperation = (schema: unknown) => Array.isArray(schema) && schema[0] === 9;
