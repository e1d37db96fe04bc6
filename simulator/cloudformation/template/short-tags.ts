import { Pair, Scalar, type Tags, YAMLMap, type YAMLSeq } from 'yaml';

const FUNCTIONS = ['And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join'];
const MORE = ['Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'];

/** Long form of each short tag: `!Sub` is `Fn::Sub`, but `!Ref` and `!Condition` have no `Fn::`. */
const LONG_NAMES: Record<string, string> = {
  Ref: 'Ref',
  Condition: 'Condition',
  ...Object.fromEntries([...FUNCTIONS, ...MORE].map((name) => [name, `Fn::${name}`])),
};

/** YAML's tags for intrinsic functions. CloudFormation user guide, "Intrinsic function reference". */
export const SHORT_TAGS: Tags = Object.entries(LONG_NAMES).flatMap(([short, long]) => [
  { tag: `!${short}`, resolve: (text: string) => ({ [long]: long === 'Fn::GetAtt' ? splitAttribute(text) : text }) },
  { tag: `!${short}`, collection: 'seq' as const, resolve: (items: YAMLMap | YAMLSeq) => mapOf(long, items) },
  { tag: `!${short}`, collection: 'map' as const, resolve: (items: YAMLMap | YAMLSeq) => mapOf(long, items) },
]);

/** `Cluster.Arn` is the resource and its attribute; attributes may have full stops of their own. */
export function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function mapOf(name: string, value: unknown): YAMLMap {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(name), value));
  return map;
}
