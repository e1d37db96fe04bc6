import type { NormalizedSchema } from '@smithy/core/schema';
import type { HttpRequest } from '../../../../simulator/http.ts';
import { type MemberBinding, memberBinding } from '../../../../simulator/wire/schema/input-bindings.ts';
import type { Route } from '../../../../simulator/wire/schema/route.ts';
import type { OperationModel, ServiceModel } from '../../../../simulator/wire/schema/service-model.ts';
import type { Random } from './random.ts';
import { randomText, randomValue } from './random-values.ts';

type Fields = Record<string, unknown>;

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Percent-encodes any text, lone surrogates included, which encodeURIComponent refuses. */
export const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));

/** Also of values that have no text of their own. */
const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** A request for the operation with random input, in the service's protocol; not signed yet. */
export function randomRequest(service: ServiceModel, operation: OperationModel, random: Random): HttpRequest {
  if (service.protocol === 'awsQuery') return formRequest(operation, random, memberName);
  if (service.protocol === 'ec2Query') return formRequest(operation, random, flatName);
  if (service.protocol.startsWith('awsJson')) return targetRequest(operation, random);
  const [method, route] = routeOf(service, operation);
  return restRequest(service, method, route, random);
}

const request = (more: Partial<HttpRequest>): HttpRequest => ({
  ...{ method: 'POST', path: '/', query: '', remoteAddress: '127.0.0.1', body: new Uint8Array() },
  ...more,
  headers: { host: 'localhost:4566', ...more.headers },
});

type ItemName = (list: string, number: number) => string;

/** The one form that IAM and STS use. */
const memberName: ItemName = (list, number) => `${list}.member.${number}`;
/** EC2 calls a list as one of its items. */
const flatName: ItemName = (list, number) => `${list.replace(/s$/, '')}.${number}`;

function formRequest(operation: OperationModel, random: Random, itemName: ItemName): HttpRequest {
  const input = randomValue(operation.input, random);
  const fields = [`Action=${operation.name}`, 'Version=2010-05-08', ...formFields('', input, itemName)];
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return request({ headers, body: bytesOf(fields.join('&')) });
}

function formFields(name: string, value: unknown, itemName: ItemName): string[] {
  if (typeof value !== 'object' || value === null) return name ? [`${encoded(name)}=${encoded(textOf(value))}`] : [];
  const prefix = name ? `${name}.` : '';
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, item]) => formFields(prefix + key, item, itemName));
  }
  return value.flatMap((item, index) => formFields(itemName(name, index + 1), item, itemName));
}

function targetRequest(operation: OperationModel, random: Random): HttpRequest {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `Service_1.${operation.name}` };
  return request({ headers, body: bytesOf(JSON.stringify(randomValue(operation.input, random))) });
}

function routeOf(service: ServiceModel, operation: OperationModel): [string, Route] {
  for (const [method, routes] of service.routes) {
    const route = routes.find((candidate) => candidate.operation === operation);
    if (route) return [method, route];
  }
  throw new Error(`${operation.name} has no route`);
}

function restRequest(service: ServiceModel, method: string, route: Route, random: Random): HttpRequest {
  const value = randomValue(route.operation.input, random);
  const input = (typeof value === 'object' && value !== null ? value : {}) as Fields;
  const text = ({ name }: MemberBinding) => textOf(input[name] ?? randomText(random, name));
  const sent = (binding: MemberBinding) => input[binding.name] !== undefined || binding.from === 'label';
  const bindings = bindingsOf(route).filter(sent);
  const from = (place: MemberBinding['from']) => bindings.filter((binding) => binding.from === place);
  const fixed = route.query.map(({ name, value: fixedValue }) => `${name}=${fixedValue}`);
  const query = [...fixed, ...from('query').map((binding) => `${binding.key}=${encoded(text(binding))}`)];
  const headers = Object.fromEntries(from('header').map((binding) => [binding.key, headerText(text(binding))]));
  return request({
    method,
    path: pathOf(route, (name) => encoded(textOf(input[name] ?? randomText(random, name)))),
    query: query.join('&'),
    headers: { 'content-type': 'application/json', ...headers },
    body: bodyOf(service, route, input),
  });
}

const bindingsOf = ({ operation }: Route) =>
  [...operation.input.structIterator()].map(([name, schema]) => memberBinding(name, schema));

/** Node gives header values as Latin-1 without line breaks. */
const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 8000);

/** The route's pattern with its groups filled in; S3 has the bucket in front of it. */
function pathOf(route: Route, label: (name: string) => string): string {
  let index = 0;
  const filled = route.pattern.source
    .slice(1, -1)
    .replace(/\\\//g, '/')
    .replace(/\/\?$/, '')
    .replace(/\(\.\+\)|\(\[\^\/\]\+\)/g, () => label(route.labels[index++] ?? ''))
    .replace(/\\(.)/g, '$1');
  return route.hasBucket ? `/${label('Bucket')}${filled}` : filled;
}

function bodyOf(service: ServiceModel, route: Route, input: Fields): Uint8Array {
  const payload = bindingsOf(route).find(({ from }) => from === 'payload');
  if (payload) {
    const value = input[payload.name];
    if (value === undefined) return new Uint8Array();
    if (!payload.schema.isStructSchema()) return bytesOf(textOf(value));
    return bytesOf(service.protocol === 'restXml' ? xmlOf(payload.name, payload.schema, value) : JSON.stringify(value));
  }
  const inBody = bindingsOf(route).filter(({ from, name }) => from === 'body' && input[name] !== undefined);
  if (inBody.length === 0) return new Uint8Array();
  return bytesOf(JSON.stringify(Object.fromEntries(inBody.map(({ name }) => [name, input[name]]))));
}

function xmlOf(name: string, schema: NormalizedSchema, value: unknown): string {
  if (Array.isArray(value) && schema.isListSchema()) {
    const item = schema.getValueSchema();
    const itemName = String(item.getMergedTraits().xmlName ?? 'member');
    if (schema.getMergedTraits().xmlFlattened) return value.map((entry) => xmlOf(name, item, entry)).join('');
    return `<${name}>${value.map((entry) => xmlOf(itemName, item, entry)).join('')}</${name}>`;
  }
  if (typeof value !== 'object' || value === null || !schema.isStructSchema())
    return `<${name}>${textOf(value)}</${name}>`;
  const fields = value as Fields;
  const members = [...schema.structIterator()].filter(([member]) => fields[member] !== undefined);
  const texts = members.map(([member, memberSchema]) =>
    xmlOf(String(memberSchema.getMergedTraits().xmlName ?? member), memberSchema, fields[member]),
  );
  return `<${name}>${texts.join('')}</${name}>`;
}
