import { isAbsolute, resolve } from 'node:path';

/** @typedef {{ path: string, directory: string, readOnly: boolean }} Mount */

/**
 * Translates between the paths that the program knows and the places where its files are.
 * `root` is the directory that holds every place.
 */
export function createMountTable(/** @type {Mount[]} */ mounts, /** @type {string} */ root) {
  const byDepth = [...mounts].sort((one, other) => other.path.length - one.path.length);
  return {
    /** Undefined for what is a place already: Node's loader and `import.meta.url` know no others. */
    find(/** @type {string} */ path) {
      const full = isAbsolute(path) ? resolve(path) : resolve(process.cwd(), path);
      if (full.startsWith(root)) return undefined;
      const mount = byDepth.find((one) => full === one.path || full.startsWith(`${one.path}/`));
      return mount && { mount, full, place: mount.directory + full.slice(mount.path.length) };
    },
    /** A text with every place in it replaced by its path. */
    shown(/** @type {string} */ text) {
      if (!text.includes(root)) return text;
      return mounts.reduce((changed, { directory, path }) => changed.replaceAll(directory, path), text);
    },
  };
}
