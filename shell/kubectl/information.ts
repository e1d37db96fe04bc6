import { columns } from './columns.ts';
import { done, type Subcommand } from './command-types.ts';
import { flag } from './flags.ts';
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

/** Used by describe. */
export const eventsPath = (namespace: string | undefined) => pathOf(resourceNamed('events'), namespace);
