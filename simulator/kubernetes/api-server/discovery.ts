import type { HttpRequest, HttpResponse } from '../../http.ts';
import { answer } from './answer.ts';
import { apiVersionOf, GROUPS, KINDS, type Kind, type Subresource } from './kinds.ts';

const VERSION = 'v1';
const kindsOf = (group: string) => KINDS.filter((kind) => kind.group === group);
const namedGroups = GROUPS.filter((group) => group !== '');

/** Answers the discovery paths, `/api` to `/apis/apps/v1`; undefined for all others. */
export function discover(request: HttpRequest): HttpResponse | undefined {
  // Clients older than 1.30 ask for v2beta1, and read the old form as well.
  const aggregated = /v=v2;as=APIGroupDiscoveryList/.test(request.headers.accept ?? '');
  const [, root, group, version, ...more] = request.path.replace(/\/$/, '').split('/');
  if (more.length > 0) return undefined;
  if (root === 'api') {
    if (!group) return aggregated ? aggregate(['']) : answer(200, coreVersions(request));
    return group === VERSION && !version ? answer(200, resourceList('')) : undefined;
  }
  if (root !== 'apis') return undefined;
  if (!group) return aggregated ? aggregate(namedGroups) : answer(200, groupList());
  if (!namedGroups.includes(group)) return undefined;
  if (!version) return answer(200, { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group) });
  return version === VERSION ? answer(200, resourceList(group)) : undefined;
}

function coreVersions(request: HttpRequest) {
  const serverAddress = request.headers.host ?? '';
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress }];
  return { kind: 'APIVersions', versions: [VERSION], serverAddressByClientCIDRs };
}

const groupList = () => ({ kind: 'APIGroupList', apiVersion: 'v1', groups: namedGroups.map(groupOf) });

function groupOf(name: string) {
  const version = { groupVersion: `${name}/${VERSION}`, version: VERSION };
  return { name, versions: [version], preferredVersion: version };
}

function resourceList(group: string) {
  const groupVersion = apiVersionOf({ group, version: VERSION });
  const resources = kindsOf(group).flatMap((kind) => [legacyResource(kind), ...subresourcesOf(kind)]);
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

function legacyResource({ resource, singular, namespaced, kind, verbs, shortNames, categories }: Kind) {
  const optional = { ...(shortNames.length > 0 && { shortNames }), ...(categories && { categories }) };
  return { name: resource, singularName: singular, namespaced, kind, verbs, ...optional };
}

function subresourcesOf(parent: Kind) {
  return (parent.subresources ?? []).map(({ name, group, version, kind, verbs }: Subresource) => ({
    name: `${parent.resource}/${name}`,
    singularName: '',
    namespaced: parent.namespaced,
    ...(group !== parent.group && { group, version }),
    kind,
    verbs,
  }));
}

/** All groups in one document. KEP-3352, apidiscovery.k8s.io/v2 */
function aggregate(groups: string[]): HttpResponse {
  const items = groups.map((name) => ({
    metadata: { ...(name && { name }), creationTimestamp: null },
    versions: [{ version: VERSION, freshness: 'Current', resources: kindsOf(name).map(aggregatedResource) }],
  }));
  const list = { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
  const contentType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  return { ...answer(200, list), headers: { 'content-type': contentType } };
}

function aggregatedResource(parent: Kind) {
  const { group, version, kind, resource, singular, namespaced, verbs, shortNames, categories } = parent;
  return {
    resource,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories && { categories }),
    ...(parent.subresources && {
      subresources: parent.subresources.map(({ name, verbs: allowed, ...responseKind }) => ({
        subresource: name,
        responseKind,
        verbs: allowed,
      })),
    }),
  };
}
