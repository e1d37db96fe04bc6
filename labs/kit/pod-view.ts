import type { KubeClient, KubeObject } from './kube-client.ts';
import { livingPods } from './pods.ts';

/** What the app in a pod answered, or why it could not be asked. */
export type AppAnswer =
  | { kind: 'ok'; body: Record<string, unknown> }
  /** The app ran into an AWS error: its code and text. */
  | { kind: 'refused'; code: string; message: string }
  /** No ready pod; `settling` while one is on its way. */
  | { kind: 'no-pod'; seen: string; settling: boolean };

/** The pod's own view, through the sample app and the API server's pod proxy. */
export interface PodView {
  /** Asks the app, such as `identity` or `objects?bucket=…`. */
  ask(path: string): Promise<AppAnswer>;
  /** The newest pod of the app that is not on its way out. */
  newestPod(): Promise<KubeObject | undefined>;
}

/** The view from the newest pod with the label `app=<name>`. */
export function createPodView(kube: KubeClient, namespace: string, name: string): PodView {
  const newestPod = async () => {
    const living = await livingPods(kube, namespace, `app=${name}`);
    return living.sort((a, b) => age(a) - age(b)).at(-1);
  };
  return {
    newestPod,
    async ask(path) {
      const pod = await newestPod();
      if (!pod)
        return { kind: 'no-pod', seen: `no pod with label app=${name} in namespace ${namespace}`, settling: false };
      if (!isReady(pod))
        return { kind: 'no-pod', seen: `pod ${pod.metadata.name} is not ready: ${reason(pod)}`, settling: true };
      return askPod(kube, namespace, pod.metadata.name, path);
    },
  };
}

/** Asks the sample app in one pod, which must be up. */
export async function askPod(kube: KubeClient, namespace: string, pod: string, path: string): Promise<AppAnswer> {
  const { status, body } = await kube.raw(`/api/v1/namespaces/${namespace}/pods/${pod}:8080/proxy/${path}`);
  return readAnswer(status, body);
}

const age = (pod: KubeObject) => Date.parse(pod.metadata.creationTimestamp ?? '') || 0;

interface PodStatus {
  phase?: string;
  conditions?: { type: string; status: string }[];
  containerStatuses?: { state?: { waiting?: { reason?: string; message?: string } } }[];
}

/** True once the pod's containers are up and the app can be asked. */
export function isReady(pod: KubeObject): boolean {
  const { conditions = [] } = pod.status as PodStatus;
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function reason(pod: KubeObject): string {
  const { phase, containerStatuses = [] } = pod.status as PodStatus;
  const waiting = containerStatuses[0]?.state?.waiting;
  return [waiting?.reason ?? phase, waiting?.message].filter(Boolean).join(', ');
}

function readAnswer(status: number, text: string): AppAnswer {
  const body = parse(text);
  const error = body?.error as { code?: string; name?: string; message?: string } | undefined;
  if (status === 200 && body && error === undefined) return { kind: 'ok', body };
  const code = error?.code ?? error?.name ?? `HTTP ${status}`;
  return { kind: 'refused', code, message: error?.message ?? text.slice(0, 300) };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
