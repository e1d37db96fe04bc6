import { IAMClient, SimulateCustomPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Machine, startMachine } from './machine.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine();
}, 60_000);
afterAll(() => machine.close());

const AS = 'a'.repeat(2000);

// A matcher that goes back to try other splits would not end within this universe, let alone the test's time.
it.each([
  ['a resource', { Resource: `arn:aws:s3:::${'*a'.repeat(1000)}b` }],
  ['a condition', { Resource: '*', Condition: { StringLike: { 'aws:userid': `${'*a'.repeat(40)}b` } } }],
])('wildcards of a policy end: %s', async (_where, part) => {
  const statement = { Effect: 'Allow', Action: '*', ...part };
  const simulate = new SimulateCustomPolicyCommand({
    PolicyInputList: [JSON.stringify({ Version: '2012-10-17', Statement: [statement] })],
    ActionNames: ['s3:GetObject'],
    ResourceArns: [`arn:aws:s3:::${AS}`.slice(0, 2000)],
    ContextEntries: [{ ContextKeyName: 'aws:userid', ContextKeyType: 'string', ContextKeyValues: [AS] }],
  });
  const { EvaluationResults } = await new IAMClient(machine.client).send(simulate);
  expect(EvaluationResults?.[0]?.EvalDecision).toBe('implicitDeny');
});

it.each([
  ['labelSelector', `${'a'.repeat(7000)}!`, 'unable to parse requirement: '],
  [
    'labelSelector',
    `a in (${'x,'.repeat(3000)}`,
    "unable to parse requirement: found '', expected: ',', or identifier",
  ],
  ['fieldSelector', `${'.'.repeat(7000)}!`, 'invalid selector: '],
])('selectors end: %s', async (parameter, selector, message) => {
  const { status, text } = await machine.kubectl('GET', `/api/v1/pods?${parameter}=${encodeURIComponent(selector)}`);
  expect([status, JSON.parse(text).message]).toEqual([400, expect.stringContaining(message)]);
});

it.each(['-', 'a.', 'a-', '1'])('checks of names end: %j again and again', async (part) => {
  const text = `${part.repeat(50_000)}!`;
  const metadata = { name: text, labels: { [text]: text }, annotations: { [text]: text } };
  const told = await machine.kubectl('POST', '/api/v1/namespaces/default/configmaps', { metadata });
  expect([told.status, JSON.parse(told.text).message]).toEqual([
    422,
    expect.stringContaining('metadata.labels: Invalid value: '),
  ]);
});
