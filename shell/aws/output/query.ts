import { CliError, USAGE } from '../cli-error.ts';

/** `--query`: a JMESPath expression. */
export async function applyQuery(expression: string, data: unknown): Promise<unknown> {
  const { search } = await import('./jmespath.ts');
  try {
    return search(data, expression);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(USAGE, `\nBad value for --query ${expression}: Invalid jmespath expression: ${reason}`);
  }
}
