import { basename } from 'node:path';
import { it } from 'vitest';
import { describeKubectl } from './kubectl-session.ts';
import { kubectlVersions } from './kubectl-versions.ts';

/** Older ones run commands over SPDY, or over WebSocket when this is set; 1.28 and older know SPDY only. */
const WEBSOCKETS = 'KUBECTL_REMOTE_COMMAND_WEBSOCKETS=true';
const minorOf = (kubectl: string) => Number(/1\.(\d+)$/.exec(kubectl)?.[1] ?? Number.POSITIVE_INFINITY);
const executing = kubectlVersions().filter((kubectl) => minorOf(kubectl) > 28);

// In one cloud: every version takes the place of `kubectl`.
describeKubectl('every version of this machine', {}, ({ shows }) => {
  it.each(kubectlVersions().map((kubectl) => [basename(kubectl), kubectl]))('%s', (name, kubectl) => {
    const pod = name.replace(/[^a-z0-9]/g, '-');
    return shows(`
      $ ${kubectl} create configmap ${pod} --from-literal=a=b
      configmap/${pod} created
      $ ${kubectl} run ${pod} --image=busybox:1.36 -- sh -c 'echo started; sleep 3600'
      pod/${pod} created
      $ echo '{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"${pod}"}}' | ${kubectl} apply -f -
      serviceaccount/${pod} created
      $ ${kubectl} wait --for=condition=Ready pod/${pod} --timeout=60s
      pod/${pod} condition met
      $ ${kubectl} get pod ${pod} --no-headers
      ${pod}  1/1  Running  0  …
      $ until ${kubectl} logs ${pod} | grep started; do :; done
      started
      $ ${kubectl} auth can-i get pods
      yes
    `);
  });

  it.each(executing.map((kubectl) => [basename(kubectl), kubectl]))('%s exec', (name, kubectl) => {
    const pod = name.replace(/[^a-z0-9]/g, '-');
    return shows(`
      $ echo typed | ${WEBSOCKETS} ${kubectl} exec -i ${pod} -- cat
      typed
      $ ${WEBSOCKETS} ${kubectl} exec ${pod} -- sh -c 'exit 7'
      command terminated with exit code 7
      [7]
    `);
  });
});
