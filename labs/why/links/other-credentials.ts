import type { Case } from '../case.ts';
import { kubectl, recreate, withoutVariables } from '../commands.ts';
import { type ContainerView, describeSource, type Variable, variable } from '../environment.ts';
import { broken, type Finding, holds, link, warning } from '../link.ts';

const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
const WEB_IDENTITY = ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE'];
const FILES = ['AWS_PROFILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'];

/** SDKs take the first credentials that they find: keys, then a web identity, then a container's. facts E.1, E.2 */
export const otherCredentials = link({
  id: 'other-credentials',
  title: 'the SDK finds no other credentials first',
  look(seen) {
    const breaks = seen.containers.map((container) => beaten(seen, container)).find(Boolean);
    return breaks ?? seen.containers.map((container) => doubtful(seen, container)).find(Boolean) ?? nothing(seen);
  },
});

function beaten(seen: Case, container: ContainerView): Finding | undefined {
  if (variable(container, 'AWS_ACCESS_KEY_ID')) {
    return takeOut(seen, container, KEYS, 'static keys beat both mechanisms');
  }
  if (seen.mechanism !== 'Pod Identity') return undefined;
  if (WEB_IDENTITY.every((name) => variable(container, name))) {
    return takeOut(seen, container, WEB_IDENTITY, 'SDKs try a web identity before Pod Identity');
  }
  const relative = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  if (variable(container, relative[0] ?? '')) return takeOut(seen, container, relative, 'it beats the full URI');
  return undefined;
}

function takeOut(seen: Case, container: ContainerView, names: string[], why: string): Finding {
  const there = names.flatMap((name) => variable(container, name) ?? []);
  const listed = there.map(({ name, from }) => `${name} (${describeSource(from)})`).join(', ');
  return broken(`container ${container.spec.name} has ${listed}: ${why}`, removal(seen, container, there));
}

/** From where they are written: `env` of the spec, or an object that `envFrom` takes as a whole. */
function removal(seen: Case, { spec }: ContainerView, variables: Variable[]): string {
  const [first] = variables;
  const names = variables.map(({ name }) => name);
  const inEnv = names.filter((name) => spec.env?.some((one) => one.name === name));
  if (!first || first.from.kind === 'spec' || inEnv.length > 0) return withoutVariables(seen, spec.name, inEnv);
  const patch = JSON.stringify({ data: Object.fromEntries(names.map((name) => [name, null])) });
  return `${kubectl(seen, 'patch', first.from.kind.toLowerCase(), first.from.name, '-p', patch)}\n${recreate(seen)}`;
}

function doubtful(seen: Case, container: ContainerView): Finding | undefined {
  const { name } = container.spec;
  const file = FILES.find((one) => variable(container, one));
  if (file) {
    const text = `container ${name} has ${file}: what that profile says may come before`;
    return warning(text, withoutVariables(seen, name, [file]));
  }
  const mount = container.spec.volumeMounts?.find(({ mountPath }) => /\/\.aws(\/|$)/.test(mountPath));
  if (mount) return warning(`container ${name} mounts ${mount.mountPath}: a profile there may come before`, look(seen));
  if (container.unread.length === 0) return undefined;
  return warning(`not readable, so that keys may be there: ${container.unread.join(', ')}`, look(seen));
}

/** Names only: values of keys belong in no terminal. */
const look = (seen: Case) =>
  kubectl(seen, 'exec', seen.pod.metadata.name, '--', 'sh', '-c', 'env | grep ^AWS_ | cut -d= -f1; ls ~/.aws');

const nothing = ({ containers }: Case) =>
  holds(`no keys, profile or other variables in ${containers.map(({ spec }) => spec.name).join(', ')}`);
