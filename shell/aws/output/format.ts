import { usageError } from '../cli-error.ts';
import type { GlobalOptions } from '../global-options.ts';
import { applyQuery } from './query.ts';

/** The answer in the format asked for: by option, environment or profile; JSON otherwise. */
export async function formatOutput(
  title: string,
  answer: unknown,
  options: GlobalOptions,
  preset?: string,
): Promise<string> {
  const data = options.query === undefined ? answer : await applyQuery(options.query, answer);
  switch (options.output ?? preset ?? 'json') {
    case 'json':
      return isEmpty(data) ? '' : `${JSON.stringify(data ?? null, null, 4)}\n`;
    case 'text':
      return (await import('./text.ts')).textOutput(data);
    case 'table':
      return (await import('./table.ts')).tableOutput(title, data);
    case 'yaml':
      return isEmpty(data) ? '' : (await import('../../yaml.ts')).stringify(data);
    default:
      throw usageError(`argument --output: Invalid choice, valid choices are:\n\njson | text | table | yaml`);
  }
}

const isEmpty = (data: unknown) =>
  typeof data === 'object' && data !== null && !Array.isArray(data) && Object.keys(data).length === 0;
