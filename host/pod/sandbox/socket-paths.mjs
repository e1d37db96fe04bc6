import net from 'node:net';

/** Sockets that have a path are in the container's file system: those of the machine, a container engine's say, are not. */
export function mapSocketPaths(/** @type {ReturnType<import('./mount-table.mjs').createMountTable>} */ { find }) {
  const placeOf = (path) => find(path)?.place ?? path;
  for (const [owner, name] of [
    [net.Socket.prototype, 'connect'],
    [net.Server.prototype, 'listen'],
  ]) {
    const original = owner[name];
    owner[name] = function (...args) {
      // `net` itself hands over its arguments as one list.
      const list = Array.isArray(args[0]) ? args[0] : args;
      const [target] = list;
      if (typeof target === 'string' && !/^\d+$/.test(target)) list[0] = placeOf(target);
      else if (typeof target?.path === 'string') list[0] = { ...target, path: placeOf(target.path) };
      return original.apply(this, args);
    };
  }
}
