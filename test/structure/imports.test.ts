import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

/** Who may import whom. A room is the first folder of a path, but for labs: `labs/kit`, `labs/why`, and `labs/<one>`. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  policy: [],
  simulator: ['policy'],
  shell: [],
  'labs/kit': ['shell'],
  labs: ['labs/kit'],
  // It judges trust policies, which no AWS API does for others: policy/ is pure and ours, and says why not.
  'labs/why': ['labs/kit', 'policy'],
  host: ['simulator', 'shell'],
  src: ['policy', 'simulator', 'shell', 'labs', 'labs/kit', 'labs/why'],
  'sample-app': [],
  scripts: ['policy', 'simulator', 'shell', 'labs', 'labs/kit', 'labs/why', 'host', 'sample-app', 'bench'],
  bench: ['policy', 'simulator', 'host'],
};
const ROOMS = ['policy', 'simulator', 'shell', 'labs', 'host', 'src', 'sample-app', 'scripts', 'bench'];
const PURE = ['policy', 'simulator', 'shell', 'labs'];

function roomOf(path: string): string {
  return /^labs\/(?:kit|why)(?=\/)/.exec(path)?.[0] ?? path.split('/')[0] ?? '';
}

/** Labs are rooms of their own: one lab never imports another. */
function isSameRoom(from: string, to: string): boolean {
  if (roomOf(from) !== roomOf(to)) return false;
  if (roomOf(from) !== 'labs') return true;
  return from.split('/').length === 2 || from.split('/')[1] === to.split('/')[1];
}

function forbiddenImports(file: SourceFile): string[] {
  return file.imports
    .filter((target) => target.startsWith('.'))
    .map((target) => posix.normalize(posix.join(posix.dirname(file.path), target)))
    .filter((target) => target !== 'package.json' && !isSameRoom(file.path, target))
    .filter((target) => !MAY_IMPORT[roomOf(file.path)]?.includes(roomOf(target)))
    .map((target) => `${file.path} imports ${target}`);
}

describe('who may import whom', () => {
  const files = sourceFiles(ROOMS);

  it('finds the sources', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.some((file) => file.imports.length > 0)).toBe(true);
  });

  it('notices a forbidden import', () => {
    const file = { path: 'policy/a.ts', text: '', imports: ['../simulator/http.ts'] };
    expect(forbiddenImports(file)).toEqual(['policy/a.ts imports simulator/http.ts']);
  });

  it('keeps every room to the rooms below it', () => {
    expect(files.flatMap(forbiddenImports)).toEqual([]);
  });
});

describe('policy, simulator, shell and labs run in a browser too', () => {
  const tiedToNode = (file: SourceFile) => [
    ...file.imports.filter((target) => target.startsWith('node:')).map((target) => `${file.path} imports ${target}`),
    ...[
      ...withoutComments(file.text).matchAll(
        /\bprocess\.(?:env|cwd|argv|platform)\b|\bBuffer\.(?:from|alloc|concat)\b/g,
      ),
    ].map((match) => `${file.path} uses ${match[0]}`),
  ];

  it('notices a Node import and a Node global', () => {
    const file = { path: 'shell/a.ts', text: 'const home = process.env.HOME;', imports: ['node:fs'] };
    expect(tiedToNode(file)).toEqual(['shell/a.ts imports node:fs', 'shell/a.ts uses process.env']);
  });

  it('uses nothing of Node', () => {
    expect(sourceFiles(PURE).flatMap(tiedToNode)).toEqual([]);
  });
});

describe('code that is loaded on first use', () => {
  /** ES modules. Of a CommonJS package a bundler that splits code hands over the default export only: see shell/yaml.ts. */
  const loadable = /^(?:@aws-sdk\/client-[a-z0-9-]+|zx|esbuild|tsx\/esm\/api|just-bash)$/;

  it('imports no CommonJS package dynamically', () => {
    const lazily = sourceFiles(['shell', 'labs', 'simulator', 'host', 'scripts']).flatMap(({ path, text }) =>
      [...text.matchAll(/import\('([^'.][^']*)'\)/g)].map((match) => ({ path, target: match[1] ?? '' })),
    );
    expect(lazily.length).toBeGreaterThan(0);
    expect(lazily.filter(({ target }) => !target.startsWith('node:') && !loadable.test(target))).toEqual([]);
  });
});

describe('files stay small', () => {
  it('keeps every source file to 300 lines', () => {
    const long = sourceFiles(ROOMS)
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > 300 && !isTable(path));
    expect(long).toEqual([]);
  });
});

/** Tables and generated data are exempt from the limit; their names say so. */
function isTable(path: string): boolean {
  return /(?:\.data|\.table)\.ts$/.test(path);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
