import type { KubeObject } from './client.ts';
import type { Invocation } from './command-types.ts';
import { KubectlError } from './kubectl-error.ts';

/** `create configmap NAME --from-file=[KEY=]PATH --from-literal=KEY=VALUE`; a folder gives a key per file. */
export async function configMapOf(name: string, { flags, context }: Invocation): Promise<KubeObject> {
  const data: Record<string, string> = {};
  for (const literal of flags.values.get('from-literal') ?? []) {
    const [key = '', value] = literal.split(/=(.*)/s);
    if (value === undefined) throw new KubectlError(`error: invalid literal source ${literal}, expected key=value`);
    data[key] = value;
  }
  for (const source of flags.values.get('from-file') ?? []) Object.assign(data, await fromFile(source, context));
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, creationTimestamp: null },
    ...(Object.keys(data).length && { data }),
  };
}

async function fromFile(source: string, { fs, cwd }: Invocation['context']): Promise<Record<string, string>> {
  const equals = source.indexOf('=');
  const name = source.slice(equals + 1);
  const path = fs.resolvePath(cwd, name);
  if (!(await fs.exists(path))) throw new KubectlError(`error: error reading ${name}: no such file or directory`);
  if (!(await fs.stat(path)).isDirectory) {
    const key = equals < 0 ? name.slice(name.lastIndexOf('/') + 1) : source.slice(0, equals);
    return { [key]: await fs.readFile(path) };
  }
  const data: Record<string, string> = {};
  for (const file of (await fs.readdir(path)).sort()) {
    const inner = fs.resolvePath(path, file);
    if (!(await fs.stat(inner)).isDirectory) data[file] = await fs.readFile(inner);
  }
  return data;
}
