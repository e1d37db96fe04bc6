/** Aligns cells as kubectl does: three spaces between columns, none at the end of a line. */
export function columns(rows: string[][]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 3, cell.length);
  }
  const line = (row: string[]) =>
    row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd((widths[index] ?? 0) + 3))).join('');
  return rows.map((row) => `${line(row)}\n`).join('');
}
