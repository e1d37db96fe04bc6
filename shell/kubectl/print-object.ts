import type { KubeObject } from './client.ts';
import { columns } from './columns.ts';
import { findAll, renderJsonPath } from './jsonpath.ts';
import { KubectlError } from './kubectl-error.ts';
import { resourceOf, shownName } from './resources.ts';
import { sorted } from './sorted.ts';

/** YAML 1.1: what that would read as a date or a boolean is quoted. */
const YAML = { indentSeq: false, lineWidth: 0, version: '1.1' } as const;

/** True for the formats that this file prints; the others are the server's tables. */
export const isObjectFormat = (output: string | undefined) => output !== undefined && output !== 'wide';

/** Prints objects by `-o json|yaml|name|jsonpath=…|custom-columns=…`; `single` says that one was asked for by name. */
export async function printObjects(output: string, objects: KubeObject[], single: boolean): Promise<string> {
  const [format, template = ''] = output.split(/=(.*)/s);
  const [only] = objects;
  const data =
    single && only ? only : { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } };
  switch (format) {
    case 'json':
      return `${JSON.stringify(sorted(data), null, 4)}\n`;
    case 'yaml':
      return (await import('../yaml.ts')).stringify(sorted(data), YAML);
    case 'name':
      return objects.map((object) => `${shownName(resourceOf(object), object.metadata.name)}\n`).join('');
    case 'jsonpath':
      return renderJsonPath(template, data);
    case 'custom-columns':
      return customColumns(template, objects);
    default:
      throw new KubectlError(
        `error: unable to match a printer suitable for the output format "${output}", allowed formats are: custom-columns,json,jsonpath,name,wide,yaml`,
      );
  }
}

function customColumns(template: string, objects: KubeObject[]): string {
  const specs = template.split(/,(?![^[]*\])/).map((spec) => spec.split(/:(.*)/s));
  const cell = (object: KubeObject, path = '') =>
    findAll(path.replace(/^\{|\}$/g, ''), object)
      .map(String)
      .join(',') || '<none>';
  return columns([
    specs.map(([name = '']) => name),
    ...objects.map((object) => specs.map(([, path]) => cell(object, path))),
  ]);
}
