import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Package {
  version: string;
  integrity?: string;
  link?: boolean;
  /** Of a package that is for some platforms: this machine's registry may lack it, and npm then knows no hash. */
  os?: string[];
}

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const { scripts, dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
const { '': _workshop, ...installed } = read('package-lock.json').packages as Record<string, Package>;

describe('what npm installs', () => {
  it('has one exact version, and a hash that says which bytes', () => {
    const named = Object.entries({ ...dependencies, ...devDependencies });
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const unsure = Object.entries(installed)
      .filter(([, { link, os, integrity = '' }]) => link || !(os || integrity.startsWith('sha512-')))
      .map(([path]) => path);
    expect(unsure).toEqual([]);
    expect(Object.keys(installed).length).toBeGreaterThan(named.length);
  });

  it('runs no program while it is installed', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
    expect(Object.keys(scripts ?? {}).filter((name) => /install|prepare/.test(name))).toEqual([]);
  });
});
