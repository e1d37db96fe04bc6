import { fileURLToPath } from 'node:url';

/** The file that containers preload. It is read by another Node process, so it stays outside of any bundle. */
export const SANDBOX = fileURLToPath(new URL('./sandbox/sandbox.mjs', import.meta.url));
