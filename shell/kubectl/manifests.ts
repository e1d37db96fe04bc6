import type { CommandContext } from '../command.ts';
import type { KubeObject } from './client.ts';
import { KubectlError } from './kubectl-error.ts';

export interface Manifest {
  object: KubeObject;
  /** The file as the command named it, for messages. */
  source: string;
}

/** Reads `-f`: files, `-` for stdin, folders; YAML documents and JSON; lists are taken apart. */
export async function readManifests(names: string[], context: CommandContext): Promise<Manifest[]> {
  if (!names.length) throw new KubectlError('error: must specify one of -f and -k');
  const manifests: Manifest[] = [];
  for (const name of names) {
    for (const { source, text } of await readSources(name, context)) {
      for (const object of await parseDocuments(text, source)) manifests.push({ object, source });
    }
  }
  if (!manifests.length) throw new KubectlError('error: no objects passed to apply');
  return manifests;
}

async function readSources(
  name: string,
  { fs, cwd, stdin }: CommandContext,
): Promise<{ source: string; text: string }[]> {
  if (name === '-') return [{ source: 'STDIN', text: stdin.text() }];
  const path = fs.resolvePath(cwd, name);
  if (!(await fs.exists(path))) throw new KubectlError(`error: the path "${name}" does not exist`);
  if (!(await fs.stat(path)).isDirectory) return [{ source: name, text: await fs.readFile(path) }];
  const files = (await fs.readdir(path)).filter((file) => /\.(ya?ml|json)$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      source: `${name.replace(/\/$/, '')}/${file}`,
      text: await fs.readFile(fs.resolvePath(path, file)),
    })),
  );
}

async function parseDocuments(text: string, source: string): Promise<KubeObject[]> {
  const { parseAllDocuments } = await import('../yaml.ts');
  const parsed = parseAllDocuments(text);
  const documents = 'empty' in parsed ? [] : parsed;
  return documents.flatMap((document) => {
    const [problem] = document.errors;
    if (problem)
      throw new KubectlError(`error: error parsing ${source}: error converting YAML to JSON: yaml: ${problem.message}`);
    const value: unknown = document.toJS();
    return value === null ? [] : objectsIn(value as KubeObject & { items?: KubeObject[] }, source);
  });
}

function objectsIn(value: KubeObject & { items?: KubeObject[] }, source: string): KubeObject[] {
  if (value.kind === 'List') return value.items ?? [];
  const missing = !value.apiVersion ? 'apiVersion not set' : !value.kind ? 'kind not set' : undefined;
  if (missing)
    throw new KubectlError(
      `error: error validating "${source}": error validating data: ${missing}; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  // A review has none, as kubectl's users write it.
  return [{ ...value, metadata: value.metadata ?? {} }];
}
