import { startRuntime } from './fixture.ts';

/** A local cloud's part of a test: runs one container of Node, prints what it says, and waits for its death. */
const { start } = await startRuntime();
const command = ['node', '-e', process.argv[2] ?? ''];
await start({ command }, (text) => process.stdout.write(text));
