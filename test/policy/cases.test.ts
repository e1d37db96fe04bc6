import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AccessRequest, ContextValues, Decision, PolicyKind, PolicySet } from '../../policy/index.ts';
import { compilePolicy, evaluate, evaluateTrust, PolicySyntaxError } from '../../policy/index.ts';

/** A file of cases: anyone can add one without reading the engine. `source` is the AWS page that it derives from. */
interface CaseFile<Case> {
  source: string;
  cases: (Case & { name: string; source?: string })[];
}

interface Policies {
  identity?: object[];
  resource?: object;
  trust?: object;
  boundary?: object;
  session?: object[];
}

interface AccessCase {
  /** Default: the file's own `policies`. */
  policies?: Policies;
  request: Partial<AccessRequest>;
  expect: Decision['reason'];
  kind?: PolicyKind;
  /** Part of one statement's explanation. */
  why?: string;
}

const SESSION: AccessRequest['principal'] = {
  type: 'role-session',
  account: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/shop-role/eks-workshop-a',
  roleArn: 'arn:aws:iam::111122223333:role/shop-role',
};

describe.each(readCases<AccessCase & { policies?: Policies }>('access'))('$file', ({ content }) => {
  test.each(content.cases)('$name', ({ policies, request, expect: reason, kind, why }) => {
    const decision = decide(policies ?? content.policies ?? {}, request);
    expect(decision.reason).toBe(reason);
    expect(decision.allowed).toBe(reason === 'allowed');
    if (kind) expect(decision.kind).toBe(kind);
    if (why) expect(decision.explain().map((outcome) => outcome.why)).toContainEqual(expect.stringContaining(why));
  });
});

interface ConditionCase {
  condition: object;
  context: ContextValues;
  holds: boolean;
}

describe.each(readCases<ConditionCase>('conditions'))('$file', ({ content }) => {
  test.each(content.cases)('$name', ({ condition, context, holds }) => {
    const decision = decide(
      { identity: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }] },
      { context },
    );
    expect(decision.allowed).toBe(holds);
  });
});

interface SyntaxCase {
  kinds: PolicyKind[];
  document: object | string;
  message: string;
}

describe.each(readCases<SyntaxCase>('syntax'))('$file', ({ content }) => {
  test.each(content.cases)('$name', ({ kinds, document, message }) => {
    for (const kind of kinds) expect(() => compilePolicy(document, kind)).toThrow(new PolicySyntaxError(message));
  });
});

interface AcceptedCase {
  kinds: PolicyKind[];
  document: object;
}

describe.each(readCases<AcceptedCase>('accepted'))('$file', ({ content }) => {
  test.each(content.cases)('$name', ({ kinds, document }) => {
    for (const kind of kinds) expect(compilePolicy(JSON.stringify(document), kind).kind).toBe(kind);
  });
});

test('every case names the AWS documentation that it derives from', () => {
  const files = ['accepted', 'access', 'conditions', 'syntax'].flatMap((folder) => readCases<object>(folder));
  for (const { file, content } of files) expect(content.source, file).toMatch(/^https:\/\//);
});

function decide(policies: Policies, request: Partial<AccessRequest>): Decision {
  const full: AccessRequest = {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::orders/1',
    principal: SESSION,
    context: {},
    resourceAccount: '111122223333',
    ...request,
  };
  const set: PolicySet = {
    identity: named(policies.identity, 'identity') ?? [],
    resource: named(policies.resource && [policies.resource], 'resource')?.[0],
    boundary: named(policies.boundary && [policies.boundary], 'boundary')?.[0],
    session: named(policies.session, 'session'),
  };
  const trust = named(policies.trust && [policies.trust], 'trust')?.[0];
  return trust ? evaluateTrust(full, trust, set) : evaluate(full, set);
}

/** A case may give a whole document, or only its one statement. */
function named(documents: object[] | undefined, kind: PolicyKind) {
  return documents?.map((document, index) => {
    const whole = 'Statement' in document ? document : { Version: '2012-10-17', Statement: document };
    return { name: `${kind} ${index + 1}`, policy: compilePolicy(whole, kind) };
  });
}

function readCases<Case>(folder: string): { file: string; content: CaseFile<Case> & { policies?: Policies } }[] {
  const url = new URL(`./cases/${folder}/`, import.meta.url);
  return readdirSync(url).map((file) => ({
    file: `${folder}/${file}`,
    content: JSON.parse(readFileSync(new URL(file, url), 'utf8')) as CaseFile<Case> & { policies?: Policies },
  }));
}
