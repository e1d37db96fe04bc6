import { columns } from './columns.ts';
import { done, type Subcommand } from './command-types.ts';
import { flag } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { printObjects } from './print-object.ts';
import { pathOf, resourceNamed } from './resources.ts';

/** `kubectl version`. */
export const version: Subcommand = async ({ client, flags }) => {
  const server = await client.json<{ gitVersion: string }>('/version');
  const own = { gitVersion: 'v1.33.0+workshop-shell' };
  if (flag(flags, 'output') === 'json')
    return done(`${JSON.stringify({ clientVersion: own, serverVersion: server }, null, 2)}\n`);
  return done(`Client Version: ${own.gitVersion}\nServer Version: ${server.gitVersion}\n`);
};

/** `kubectl cluster-info`. */
export const clusterInfo: Subcommand = async ({ client }) => {
  await client.json('/version');
  return done(`Kubernetes control plane is running at ${client.server}\n`);
};

interface ApiResource {
  name: string;
  kind: string;
  namespaced: boolean;
  shortNames?: string[];
}

/** `kubectl api-resources`: by the server's own discovery. */
export const apiResources: Subcommand = async ({ client }) => {
  const { groups } = await client.json<{ groups: { preferredVersion: { groupVersion: string } }[] }>('/apis');
  const rows: string[][] = [];
  for (const version of ['v1', ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)]) {
    const { resources } = await client.json<{ resources: ApiResource[] }>(
      version === 'v1' ? '/api/v1' : `/apis/${version}`,
    );
    for (const { name, kind, namespaced, shortNames = [] } of resources) {
      if (!name.includes('/')) rows.push([name, shortNames.join(','), version, String(namespaced), kind]);
    }
  }
  return done(columns([['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND'], ...rows]));
};

/** `kubectl auth whoami` and `kubectl auth can-i VERB RESOURCE`. */
export const auth: Subcommand = async (invocation) => {
  const [verb, ...rest] = invocation.flags.positional;
  if (verb === 'whoami') return whoAmI(invocation);
  if (verb === 'can-i') return canI(invocation, rest);
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
  const extra = Object.entries(userInfo.extra ?? {}).map(([key, values]) => [`Extra: ${key}`, `[${values.join(' ')}]`]);
  return done(
    columns([
      ['ATTRIBUTE', 'VALUE'],
      ['Username', userInfo.username],
      ...(userInfo.uid ? [['UID', userInfo.uid]] : []),
      ['Groups', `[${(userInfo.groups ?? []).join(' ')}]`],
      ...extra,
    ]),
  );
};

async function canI({ client, flags }: Parameters<Subcommand>[0], [verb = '', type = '', name]: string[]) {
  const resource = resourceNamed(type.split('/')[0] ?? '');
  const resourceAttributes = {
    verb,
    group: resource.group,
    resource: resource.plural,
    namespace: resource.namespaced ? client.namespace : undefined,
    name: name ?? type.split('/')[1],
    subresource: flag(flags, 'subresource'),
  };
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    metadata: {},
    spec: { resourceAttributes },
  };
  const review = await client.json('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { method: 'POST', body });
  const { allowed } = review.status as { allowed?: boolean };
  return { stdout: allowed ? 'yes\n' : 'no\n', stderr: '', exitCode: allowed ? 0 : 1 };
}

/** Used by describe. */
export const eventsPath = (namespace: string | undefined) => pathOf(resourceNamed('events'), namespace);
