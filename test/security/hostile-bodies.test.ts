import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EKSClient, ListTagsForResourceCommand, TagResourceCommand } from '@aws-sdk/client-eks';
import { CreateBucketCommand, DeleteObjectsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Machine, startMachine } from './machine.ts';
import { withBody } from './with-body.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
}, 60_000);
// Whatever was sent: no request met a bug, and no object of this process has a new property.
afterEach(() => {
  expect(machine.log).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
afterAll(() => machine.close());

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const TABLE = 'notes';
const table = {
  TableName: TABLE,
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  BillingMode: 'PAY_PER_REQUEST' as const,
};
const PATCHES = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
  json: 'application/json-patch+json',
};
const messageOf = ({ text }: { text: string }) => JSON.parse(text).message as string;
const nested = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels);

describe('nesting', () => {
  const LEVELS = 100_000;

  it.each([
    ['JSON', 'POST', 'application/json', `{"data":${nested(LEVELS)}}`, 400, /exceeded max depth/],
    ['YAML in brackets', 'POST', 'application/yaml', `data: ${nested(LEVELS)}`, 400, /yaml: exceeded max depth/],
    ['YAML in dashes', 'POST', 'application/yaml', `data:\n  ${'- '.repeat(LEVELS)}x`, 400, /yaml: exceeded max depth/],
    ['protobuf', 'POST', 'application/vnd.kubernetes.protobuf', `k8s\0${'\n'.repeat(LEVELS)}`, 400, /unable to decode/],
    ['a merge patch', 'PATCH', PATCHES.merge, nested(LEVELS, '{"a":', '}'), 404, /"deep" not found/],
    ['an applied object', 'PATCH', PATCHES.apply, nested(LEVELS, '{a: ', '}'), 400, /yaml: exceeded max depth/],
  ])('that would end the stack is refused by Kubernetes: %s', async (_what, method, type, body, status, message) => {
    const told = await machine.kubectl(
      method,
      method === 'POST' ? CONFIG_MAPS : `${CONFIG_MAPS}/deep?fieldManager=test`,
      body,
      type,
    );
    expect([told.status, messageOf(told)]).toEqual([status, expect.stringMatching(message)]);
  });

  it('that would end the stack is refused by AWS', async () => {
    const dynamodb = new DynamoDBClient(machine.client);
    const put = new PutItemCommand({ TableName: TABLE, Item: {} });
    const body = `{"TableName":"${TABLE}","Item":{"v":${nested(LEVELS, '{"L":[', ']}')}}}`;
    await expect(withBody(dynamodb, body).send(put)).rejects.toMatchObject({
      name: 'SerializationException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('a body that grows when it is read', () => {
  const letters = [...'abcdefgh'];
  const LAUGHS = letters
    .map((name, index) => `${name}: &${name} [${Array(9).fill(index === 0 ? 'lol' : `*${letters[index - 1]}`)}]`)
    .join('\n');

  it('by aliases of YAML is refused', async () => {
    for (const [method, path, type] of [
      ['POST', '', 'application/yaml'],
      ['PATCH', '/x?fieldManager=test', PATCHES.apply],
    ] as const) {
      const told = await machine.kubectl(method, CONFIG_MAPS + path, LAUGHS, type);
      expect([told.status, messageOf(told)]).toEqual([400, expect.stringContaining('Excessive alias count')]);
    }
  });

  it('by aliases of YAML is no template', async () => {
    const cloudformation = new CloudFormationClient(machine.client);
    for (const [body, message] of [
      [LAUGHS, 'Template error: YAML aliases are not allowed in CloudFormation templates'],
      [`a: ${nested(20_000)}`, 'Template format error: template nested too deep.'],
    ])
      await expect(
        cloudformation.send(new CreateStackCommand({ StackName: 'laughs', TemplateBody: body })),
      ).rejects.toMatchObject({ name: 'ValidationError', message });
  });

  it('by entities of XML, or that would read a file, is not XML as S3 takes it', async () => {
    const s3 = new S3Client({ ...machine.client, forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: 'us-west-2' as const };
    await s3.send(new CreateBucketCommand({ Bucket: 'laughs', CreateBucketConfiguration }));
    const entities = '<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">';
    const body = `<!DOCTYPE x [${entities}]><Delete><Object><Key>&file;&b;</Key></Object></Delete>`;
    const remove = new DeleteObjectsCommand({ Bucket: 'laughs', Delete: { Objects: [{ Key: 'x' }] } });
    await expect(withBody(s3, body).send(remove)).rejects.toMatchObject({
      name: 'MalformedXML',
      message: expect.stringContaining('The XML you provided was not well-formed'),
    });
  });

  it('by copies of a JSON patch is refused', async () => {
    const metadata = { name: 'copied', annotations: { text: 'x'.repeat(1000) } };
    await machine.kubectl('POST', CONFIG_MAPS, { metadata });
    const from = '/metadata/annotations';
    // Each one copies all those before it.
    const copies = Array.from({ length: 30 }, (_, index) => ({ op: 'copy', from, path: `${from}/copy-${index}` }));
    const told = await machine.kubectl('PATCH', `${CONFIG_MAPS}/copied`, copies, PATCHES.json);
    expect([told.status, messageOf(told)]).toEqual([
      413,
      expect.stringMatching(
        /^Request entity too large: Unable to complete the copy, the accumulated size increase of copy is \d+, exceeding the limit 3145728$/,
      ),
    ]);
  });
});

describe('a body that is too large', () => {
  it('is refused by Kubernetes at 3 MiB', async () => {
    const body = JSON.stringify({ metadata: { name: 'large' }, data: { a: 'x'.repeat(3 * 1024 * 1024) } });
    const told = await machine.kubectl('POST', CONFIG_MAPS, body);
    expect([told.status, messageOf(told)]).toEqual([413, 'Request entity too large: limit is 3145728']);
  });
});

describe('a key named __proto__', () => {
  it('is a key as any other in what Kubernetes keeps, and unknown where it knows the fields', async () => {
    const object = `{"metadata":{"name":"proto"},"__proto__":{"polluted":1},"data":{"__proto__":"a","constructor":"b"}}`;
    const created = await machine.kubectl('POST', CONFIG_MAPS, object);
    expect(created.status).toBe(201);
    expect(created.headers.warning).toContain('unknown field \\"__proto__\\"');
    const { text } = await machine.kubectl('GET', `${CONFIG_MAPS}/proto`);
    expect(Object.entries(JSON.parse(text).data)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it.each([
    ['merge', '{"data":{"__proto__":"c"},"__proto__":{"polluted":1}}', 200],
    ['strategic', '{"data":{"__proto__":"c"},"__proto__":{"polluted":1}}', 200],
    ['json', '[{"op":"add","path":"/__proto__/polluted","value":1}]', 422],
    ['json', '[{"op":"add","path":"/constructor/prototype/polluted","value":1}]', 422],
  ] as const)('reaches no prototype by a patch: %s %s', async (type, patch, status) => {
    await machine.kubectl('POST', CONFIG_MAPS, { metadata: { name: 'patched' }, data: { a: 'b' } });
    const told = await machine.kubectl('PATCH', `${CONFIG_MAPS}/patched`, patch, PATCHES[type]);
    expect([told.status, told.text]).toEqual([status, expect.not.stringContaining('polluted')]);
  });

  it('is a key as any other in tags and items of AWS', async () => {
    const eks = new EKSClient(machine.client);
    const resourceArn = 'arn:aws:eks:us-west-2:111122223333:cluster/workshop-a';
    await eks.send(new TagResourceCommand({ resourceArn, tags: JSON.parse('{"__proto__":"x","constructor":"y"}') }));
    const { tags = {} } = await eks.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(Object.entries(tags)).toEqual(expect.arrayContaining([['__proto__', 'x']]));
    const dynamodb = new DynamoDBClient(machine.client);
    await dynamodb.send(new CreateTableCommand(table));
    const body = `{"TableName":"${TABLE}","Item":{"id":{"S":"1"},"m":{"M":{"__proto__":{"S":"p"}}}}}`;
    await withBody(new DynamoDBClient(machine.client), body).send(new PutItemCommand({ TableName: TABLE, Item: {} }));
    const { Item = {} } = await dynamodb.send(new GetItemCommand({ TableName: TABLE, Key: { id: { S: '1' } } }));
    expect(JSON.stringify(Item.m)).toBe('{"M":{"__proto__":{"S":"p"}}}');
  });
});
