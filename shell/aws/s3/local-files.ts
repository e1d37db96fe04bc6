import type { IFileSystem } from 'just-bash';

/** Paths of all files under a folder, relative to it, sorted. */
export async function localFiles(fs: IFileSystem, folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of (await fs.readdir(folder)).sort()) {
    const path = fs.resolvePath(folder, name);
    if ((await fs.stat(path)).isDirectory)
      names.push(...(await localFiles(fs, path)).map((inner) => `${name}/${inner}`));
    else names.push(name);
  }
  return names;
}
