import { readFileSync, writeFileSync } from 'node:fs';
import { echo } from 'zx';

/**
 * `npm run lockfile`: after `npm install`, writes into package-lock.json the optional packages of other platforms. A registry
 * mirror that holds one platform's packages only makes npm leave the others out, and `npm ci` then refuses the lockfile,
 * here and on every other platform.
 */
interface LockedPackage {
  version: string;
  optional?: true;
  dev?: true;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const LIBRARIES: Record<string, string> = { musl: 'musl', gnu: 'glibc', gnueabihf: 'glibc' };

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockedPackage> };
const { packages } = lockfile;
const added: string[] = [];
for (const [path, owner] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(owner.optionalDependencies ?? {})) {
    if (isLocked(path, name) || !/^\d/.test(range)) continue;
    const dev = owner.dev ? { dev: true as const } : {};
    packages[`node_modules/${name}`] = { version: range, ...platformOf(name), optional: true, ...dev };
    added.push(name);
  }
}
lockfile.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync('package-lock.json', `${JSON.stringify(lockfile, undefined, 2)}\n`);
echo(added.length === 0 ? 'The lockfile was complete.' : `Added ${added.length} packages: ${added.join(', ')}`);

/** Looked up as Node does: beside the owner, then in every folder above. */
function isLocked(owner: string, name: string): boolean {
  for (let folder = owner; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const prefix = folder === '' ? '' : `${folder}/`;
    if (packages[`${prefix}node_modules/${name}`]) return true;
    if (!folder.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

/** Native packages say in their names what they are for: `@swc/core-linux-arm64-musl`. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/);
  const pick = (known: string[]) => words.filter((word) => known.includes(word));
  const [os, cpu] = [pick(SYSTEMS), pick(PROCESSORS)];
  const libc = words.flatMap((word) => LIBRARIES[word] ?? []);
  return { ...(os.length && { os }), ...(cpu.length && { cpu }), ...(libc.length && { libc }) };
}
