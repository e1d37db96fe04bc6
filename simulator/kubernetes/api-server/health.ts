import type { HttpRequest, HttpResponse } from '../../http.ts';

const STARTED = [
  'start-apiserver-admission-initializer',
  'generic-apiserver-start-informers',
  'priority-and-fairness-config-consumer',
  'priority-and-fairness-filter',
  'storage-object-count-tracker-hook',
  'start-apiextensions-informers',
  'start-apiextensions-controllers',
  'crd-informer-synced',
  'start-system-namespaces-controller',
  'rbac/bootstrap-roles',
  'scheduling/bootstrap-system-priority-classes',
  'priority-and-fairness-config-producer',
  'start-cluster-authentication-info-controller',
  'aggregator-reload-proxy-client-cert',
  'start-kube-aggregator-informers',
  'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller',
  'apiservice-registration-controller',
  'apiservice-discovery-controller',
  'kube-apiserver-autoregistration',
].map((hook) => `poststarthook/${hook}`);

const COMMON = ['ping', 'log', 'etcd', ...STARTED, 'autoregister-completion', 'apiservice-openapi-controller'];

// Which checks EKS's API server lists is assumed; not confirmed against AWS. Here none of them can fail.
const CHECKS: Record<string, string[]> = {
  healthz: COMMON,
  livez: COMMON,
  readyz: [...COMMON, 'etcd-readiness', 'informer-sync', 'shutdown'],
};

/** Answers `/healthz`, `/livez` and `/readyz`, with their `verbose` and `exclude`, and each check by its own path. */
export function health({ path, query }: HttpRequest): HttpResponse | undefined {
  const [, name = '', ...check] = path.split('/');
  const checks = CHECKS[name];
  if (!checks || (check.length > 0 && !checks.includes(check.join('/')))) return undefined;
  const parameters = new URLSearchParams(query);
  const verbose = check.length === 0 && parameters.has('verbose');
  const body = verbose ? report(name, checks, parameters.getAll('exclude')) : 'ok';
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function report(name: string, checks: string[], excluded: string[]): string {
  const lines = checks.map((check) => `[+]${check}${excluded.includes(check) ? ' excluded:' : ''} ok`);
  const others = excluded.filter((check) => !checks.includes(check)).sort();
  const quoted = others.map((check) => JSON.stringify(check)).join(',');
  const warnings = quoted ? [`warn: some health checks cannot be excluded: no matches for ${quoted}`] : [];
  return [...lines, ...warnings, `${name} check passed`, ''].join('\n');
}
