import { columns } from './columns.ts';
import { done, type Invocation, type Subcommand } from './command-types.ts';
import { flag, isSet } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { printObjects } from './print-object.ts';
import { resourceNamed } from './resources.ts';

/** `kubectl auth whoami`, `kubectl auth can-i VERB RESOURCE`, `kubectl auth can-i --list`. */
export const auth: Subcommand = async (invocation) => {
  const [verb, ...rest] = invocation.flags.positional;
  if (verb === 'whoami') return whoAmI(invocation);
  if (verb === 'can-i') return isSet(invocation.flags, 'list') ? listRules(invocation) : canI(invocation, rest);
  throw new KubectlError(`error: unknown command "auth ${verb ?? ''}": this shell has auth whoami and auth can-i`);
};

const whoAmI: Subcommand = async ({ client, flags }) => {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} };
  const review = await client.json('/apis/authentication.k8s.io/v1/selfsubjectreviews', { method: 'POST', body });
  const output = flag(flags, 'output');
  if (output) return done(await printObjects(output, [review], true));
  const { userInfo } = review.status as {
    userInfo: { username: string; uid?: string; groups?: string[]; extra?: Record<string, string[]> };
  };
  const extra = Object.entries(userInfo.extra ?? {}).map(([key, values]) => [`Extra: ${key}`, list(values)]);
  return done(
    columns([
      ['ATTRIBUTE', 'VALUE'],
      ['Username', userInfo.username],
      ...(userInfo.uid ? [['UID', userInfo.uid]] : []),
      ['Groups', list(userInfo.groups)],
      ...extra,
    ]),
  );
};

async function canI(invocation: Invocation, [verb = '', what = '', name]: string[]) {
  const spec = what.startsWith('/')
    ? { nonResourceAttributes: { verb, path: what } }
    : { resourceAttributes: { verb, ...resourceAsked(invocation, what, name) } };
  const { allowed, reason } = await review<{ allowed?: boolean; reason?: string }>(
    invocation,
    'SelfSubjectAccessReview',
    spec,
  );
  const answer = allowed ? 'yes' : ['no', ...(reason ? [reason] : [])].join(' - ');
  return { stdout: `${answer}\n`, stderr: '', exitCode: allowed ? 0 : 1 };
}

function resourceAsked({ client, flags }: Invocation, what: string, name: string | undefined) {
  const namespace = isSet(flags, 'all-namespaces') ? undefined : client.namespace;
  if (what === '*') return { group: '*', resource: '*', namespace };
  const [type = '', named] = what.split('/');
  const { group, plural, namespaced } = resourceNamed(type);
  const subresource = flag(flags, 'subresource');
  return { group, resource: plural, namespace: namespaced ? namespace : undefined, name: name ?? named, subresource };
}

interface Rule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

interface Rules {
  resourceRules: Rule[];
  nonResourceRules: Rule[];
  incomplete: boolean;
  evaluationError?: string;
}

const listRules: Subcommand = async (invocation) => {
  const spec = { namespace: invocation.client.namespace };
  const status = await review<Rules>(invocation, 'SelfSubjectRulesReview', spec);
  const { resourceRules, nonResourceRules, incomplete, evaluationError } = status;
  const rows = [...resourceRules.flatMap(rowsOf), ...nonResourceRules.flatMap(rowsOf)];
  const stdout = columns([['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'], ...rows]);
  const stderr = incomplete ? `warning: the list may be incomplete: ${evaluationError}\n` : '';
  return { stdout, stderr, exitCode: 0 };
};

function rowsOf({ verbs, apiGroups = [], resources = [], resourceNames, nonResourceURLs }: Rule): string[][] {
  const rest = [list(nonResourceURLs), list(resourceNames), list(verbs)];
  if (nonResourceURLs?.length) return [['', ...rest]];
  return apiGroups.flatMap((group) =>
    resources.map((resource) => [group ? `${resource}.${group}` : resource, ...rest]),
  );
}

async function review<Status>({ client }: Invocation, kind: string, spec: object): Promise<Status> {
  const body = { apiVersion: 'authorization.k8s.io/v1', kind, metadata: {}, spec };
  const path = `/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`;
  return (await client.json<{ status: Status }>(path, { method: 'POST', body })).status;
}

const list = (words: string[] = []) => `[${words.join(' ')}]`;
