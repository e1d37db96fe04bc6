import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Functions of node:fs by the number of leading arguments that are paths; `Sync` and promise forms follow. */
const READERS = {
  ...{ access: 1, createReadStream: 1, exists: 1, lstat: 1, openAsBlob: 1, opendir: 1, readFile: 1, readdir: 1 },
  ...{ readlink: 1, realpath: 1, stat: 1, statfs: 1, unwatchFile: 1, watch: 1, watchFile: 1 },
};
const WRITERS = {
  ...{ appendFile: 1, chmod: 1, chown: 1, copyFile: 2, cp: 2, createWriteStream: 1, lchown: 1, link: 2, lutimes: 1 },
  ...{ mkdir: 1, mkdtemp: 1, rename: 2, rm: 1, rmdir: 1, truncate: 1, unlink: 1, utimes: 1, writeFile: 1 },
};

/** Makes every mount of the container appear at its path, for each way into node:fs that takes a path. */
export function mapFileSystem(/** @type {ReturnType<import('./mount-table.mjs').createMountTable>} */ { find, shown }) {
  const findPlace = (path) => {
    const text = toText(path);
    return text === undefined ? undefined : find(text);
  };
  const reading = (path) => findPlace(path)?.place ?? path;
  const writing = (path) => {
    const found = findPlace(path);
    if (found?.mount.readOnly) throw readOnlyError(found.full);
    return found?.place ?? path;
  };
  const opening = (path, flags) => (isRead(flags) ? reading(path) : writing(path));
  const replaceAll = (name, mapArguments) => replaceForms(name, mapArguments, shown);
  for (const [name, count] of Object.entries(READERS)) replaceAll(name, leading(count, reading));
  for (const [name, count] of Object.entries(WRITERS)) replaceAll(name, leading(count, writing));
  replaceAll('open', (args) => [opening(args[0], args[1]), ...args.slice(1)]);
  replaceAll('symlink', (args) => [args[0], writing(args[1]), ...args.slice(2)]);
}

const leading = (count, map) => (args) => args.map((value, index) => (index < count ? map(value) : value));

/** Replaces `fs.name`, `fs.nameSync` and `fs.promises.name`, as far as they exist. */
function replaceForms(name, mapArguments, shown) {
  const asPath = (value) => (PATH_ANSWERS.has(name) && typeof value === 'string' ? shown(value) : value);
  const asError = (error) => showPaths(error, shown);
  replace(fs, name, mapArguments, {
    fail: throwsLater,
    call: (original, self, args) => original.apply(self, withCallback(args, asPath, asError)),
  });
  replace(fs, `${name}Sync`, mapArguments, {
    fail: throwsAtOnce,
    call(original, self, args) {
      try {
        return asPath(original.apply(self, args));
      } catch (error) {
        throw asError(error);
      }
    },
  });
  replace(fs.promises, name, mapArguments, {
    fail: rejects,
    call: (original, self, args) => settled(original.apply(self, args), asPath, asError),
  });
}

/** Functions that answer with a path. */
const PATH_ANSWERS = new Set(['realpath', 'mkdtemp']);

function withCallback(args, asPath, asError) {
  const callback = args.at(-1);
  if (typeof callback !== 'function') return args;
  const shownCallback = (error, ...values) =>
    callback(error instanceof Error ? asError(error) : error, ...values.map(asPath));
  return [...args.slice(0, -1), shownCallback];
}

/** Not everything of fs.promises answers a promise: `watch` gives an iterator. */
function settled(result, asPath, asError) {
  return result instanceof Promise ? result.then(asPath, (error) => Promise.reject(asError(error))) : result;
}

function showPaths(error, shown) {
  for (const name of ['message', 'path', 'dest', 'stack']) {
    if (typeof error?.[name] === 'string') error[name] = shown(error[name]);
  }
  return error;
}

function replace(module, name, mapArguments, { fail, call }) {
  const original = module[name];
  if (typeof original !== 'function') return;
  const mapped = function (...args) {
    let changed;
    try {
      changed = mapArguments(args);
    } catch (error) {
      return fail(error, args);
    }
    return call(original, this, changed);
  };
  // `fs.realpath.native` and util.promisify's own symbol hang on the function.
  module[name] = Object.defineProperties(mapped, Object.getOwnPropertyDescriptors(original));
}

function throwsAtOnce(error) {
  throw error;
}

function throwsLater(error, args) {
  const callback = args.at(-1);
  if (typeof callback !== 'function') throw error;
  process.nextTick(callback, error);
}

const rejects = (error) => Promise.reject(error);

function isRead(flags) {
  return (
    flags === undefined ||
    typeof flags === 'function' ||
    flags === 'r' ||
    flags === 'rs' ||
    flags === fs.constants.O_RDONLY
  );
}

function toText(path) {
  if (typeof path === 'string') return path;
  if (path instanceof URL) return path.protocol === 'file:' ? fileURLToPath(path) : undefined;
  return path instanceof Uint8Array ? Buffer.from(path).toString() : undefined;
}

function readOnlyError(path) {
  const message = `EROFS: read-only file system, open '${path}'`;
  return Object.assign(new Error(message), { code: 'EROFS', errno: -30, syscall: 'open', path });
}
