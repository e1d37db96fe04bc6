import { readFileSync, writeFileSync } from 'node:fs';
import { echo } from 'zx';
import { operationsTable, withTable } from './kit/operations-table.ts';

/** `npm run operations`: writes the table of what is built into simulator/DIFFERENCES.md. */
const PATH = 'simulator/DIFFERENCES.md';

const document = readFileSync(PATH, 'utf8');
const renewed = withTable(document, await operationsTable());
if (renewed !== document) writeFileSync(PATH, renewed);
echo(renewed === document ? `${PATH} was up to date.` : `${PATH} has a new table of operations.`);
