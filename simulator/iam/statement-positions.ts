import type { Position } from '@aws-sdk/client-iam';

export interface StatementPosition {
  StartPosition: Position;
  EndPosition: Position;
}

/** Where the statements of a policy's text begin and end, in order. The text must be a policy that compiles. */
export function statementPositions(text: string): StatementPosition[] {
  const positions: StatementPosition[] = [];
  let depth = 0;
  let start = 0;
  // Only statements are objects right inside the document; braces in texts do not count.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') {
      depth += 1;
      if (depth === 2) start = index;
    } else if (token === '}') {
      if (depth === 2) positions.push({ StartPosition: positionOf(text, start), EndPosition: positionOf(text, index) });
      depth -= 1;
    }
  }
  return positions;
}

/** Lines and columns count from 1, and a position is behind its brace: so says the AWS CLI's example. */
function positionOf(text: string, index: number): Position {
  const before = text.slice(0, index);
  return { Line: before.split('\n').length, Column: index - (before.lastIndexOf('\n') + 1) + 2 };
}
