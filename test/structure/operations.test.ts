import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operationsTable, withTable } from '../../scripts/kit/operations-table.ts';
import { services } from '../../simulator/services.ts';

describe('the table of operations in DIFFERENCES.md', () => {
  it('is what `npm run operations` writes', async () => {
    const document = readFileSync('simulator/DIFFERENCES.md', 'utf8');
    expect(document, 'Run `npm run operations`.').toBe(withTable(document, await operationsTable()));
  });

  it('has every operation of every service, with its limits', async () => {
    const table = await operationsTable();
    for (const load of Object.values(services)) {
      const { name, operations } = await load();
      expect(table).toContain(`### ${name}: ${Object.keys(operations).length} of `);
      for (const [operation, { limits = '' }] of Object.entries(operations)) {
        expect(table).toContain(`| ${operation} | ${limits} |`);
      }
    }
  });

  it('needs its place in the document', () => {
    expect(() => withTable('# Nothing', '')).toThrow('The document lacks <!-- operations -->');
  });
});
