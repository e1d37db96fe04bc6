import type { TextTest } from '../wildcard.ts';
import { ANY, compilePattern } from '../wildcard.ts';

/**
 * ARNs compare component by component: a wildcard does not reach over one of the first five colons. A lone `*` stands
 * for any ARN.
 */
export function compileArnPattern(pattern: string): TextTest {
  if (pattern === ANY) return () => true;
  const components = splitArn(pattern);
  if (!components) return () => false;
  const tests = components.map(compilePattern);
  return (text) => {
    const actual = splitArn(text);
    return actual?.every((component, index) => tests[index]?.(component)) ?? false;
  };
}

/** The six components of an ARN: the last one keeps its colons. Undefined if there are fewer. */
function splitArn(arn: string): string[] | undefined {
  const components = arn.split(':');
  if (components.length < 6) return undefined;
  return [...components.slice(0, 5), components.slice(5).join(':')];
}
