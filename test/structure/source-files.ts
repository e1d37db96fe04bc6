import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';

/** One source file of ours: path from the repository's root, its text, and what it imports. */
export interface SourceFile {
  path: string;
  text: string;
  imports: string[];
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s+['"]([^'"]+)['"]/g;

/** Every TypeScript and JavaScript file under the given folders. */
export function sourceFiles(folders: readonly string[]): SourceFile[] {
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,tsx,mts,mjs}`);
  return globSync(patterns, { ignore: ['**/dist/**', '**/node_modules/**'] }).map((path) => {
    const text = readFileSync(path, 'utf8');
    return { path, text, imports: [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '') };
  });
}
