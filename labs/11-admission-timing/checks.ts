import type { App } from '../kit/app-checks.ts';
import type { KubeObject } from '../kit/kube-client.ts';
import { type Check, check } from '../kit/lab.ts';
import { livingPods, variableOf } from '../kit/pods.ts';
import type { World } from '../kit/world.ts';

const VARIABLE = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

interface Status {
  containerStatuses?: { restartCount: number }[];
}

const podsOf = ({ cluster, namespace, name }: App, world: World) =>
  livingPods(world.kube(world.names[cluster]), namespace, `app=${name}`);

const isInjected = (pod: KubeObject) => variableOf(pod, VARIABLE) !== undefined;
const restartsOf = ({ status }: KubeObject) => (status as Status).containerStatuses?.[0]?.restartCount ?? 0;

/** The pod was there before the webhook knew the association, its container was restarted, and that gave it nothing. */
export function restartsInVain(app: App): Check {
  return check({
    must: `a restart of its container gives ${app.namespace}/${app.name} no variables`,
    expected: `one restart or more, and no ${VARIABLE} in the pod's spec`,
    next: `Make the container's probe fail: bash labs/in-pod.sh "$${app.cluster}" ${app.namespace} ${app.name} touch /tmp/unwell`,
    async observe(world) {
      const [pod] = await podsOf(app, world);
      if (!pod) return { ok: false, seen: `no pod with label app=${app.name} in namespace ${app.namespace}` };
      const { name } = pod.metadata;
      if (isInjected(pod)) {
        const next = `This pod came after its association. Delete the association and the deployment ${app.name}, and begin again.`;
        return { ok: false, seen: `pod ${name} has ${VARIABLE}`, next };
      }
      return { ok: restartsOf(pod) > 0, seen: `pod ${name}, restarts: ${restartsOf(pod)}, no ${VARIABLE}` };
    },
  });
}

/** Every pod of the app was made by an API server whose webhook knew the association. */
export function everyPodIsInjected(app: App): Check {
  return check({
    must: `every pod of ${app.namespace}/${app.name} was given the variables of Pod Identity`,
    expected: `one pod or more, each with ${VARIABLE} in its spec`,
    next: `Wait for the webhook, then make the pods anew: kubectl --context "$${app.cluster}" -n ${app.namespace} rollout restart deployment/${app.name}`,
    async observe(world) {
      const pods = await podsOf(app, world);
      const without = pods.filter((pod) => !isInjected(pod)).map(({ metadata }) => metadata.name);
      const seen = without.length > 0 ? `${VARIABLE} is missing in ${without.join(', ')}` : `pods: ${pods.length}`;
      return { ok: pods.length > 0 && without.length === 0, seen };
    },
  });
}
