/** One object or array that is being read. */
interface Level {
  path: string;
  /** The keys of an object so far; undefined for an array. */
  keys: Set<string> | undefined;
  index: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"\s*:?|[{}[\],]/g;

/** Paths of the fields that a JSON text has twice, `spec.containers[0].name`: JSON.parse keeps the last and says nothing. */
export function duplicateFields(json: string): string[] {
  const duplicates: string[] = [];
  const levels: Level[] = [];
  let path = '';
  for (const [token] of json.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      const start = level && !level.keys ? `${level.path}[${level.index}]` : path;
      levels.push({ path: start, keys: token === '{' ? new Set() : undefined, index: 0 });
    } else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level) level.index += 1;
    else if (token.endsWith(':') && level?.keys) {
      const key = String(JSON.parse(token.slice(0, -1)));
      path = level.path ? `${level.path}.${key}` : key;
      if (level.keys.has(key)) duplicates.push(path);
      level.keys.add(key);
    }
  }
  return duplicates;
}
