import type { Case } from '../case.ts';
import { kubectl, withoutVariables } from '../commands.ts';
import { type ContainerView, describeSource, variable } from '../environment.ts';
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
  return broken(`container ${container.spec.name} has ${listed}: ${why}`, withoutVariables(seen, container, there));
}

function doubtful(seen: Case, container: ContainerView): Finding | undefined {
  const { name } = container.spec;
  const file = FILES.flatMap((one) => variable(container, one) ?? [])[0];
  if (file) {
    const text = `container ${name} has ${file.name}: what that profile says may come before`;
    return warning(text, withoutVariables(seen, container, [file]));
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
