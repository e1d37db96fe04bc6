import { type Check, check, type Observation } from './lab.ts';
import type { Names } from './names.ts';
import { type AppAnswer, isReady } from './pod-view.ts';
import type { World } from './world.ts';

/** An app of a lab: its pods carry the label `app=<name>`. */
export interface App {
  cluster: 'CLUSTER_A' | 'CLUSTER_B';
  namespace: string;
  name: string;
}

type NamedPath = (names: Names) => string;

const view = (app: App, world: World) => world.app(world.names[app.cluster], app.namespace, app.name);
const place = (app: App) => `${app.namespace}/${app.name}`;

/** A ready pod of the app exists, and runs as that service account. */
export function appRuns(app: App, serviceAccount: string): Check {
  return check({
    must: `${place(app)} runs as service account ${serviceAccount}`,
    expected: `a ready pod in namespace ${app.namespace} with serviceAccountName ${serviceAccount}`,
    next: `Apply the manifest, then look: kubectl --context "$${app.cluster}" -n ${app.namespace} get pods`,
    async observe(world) {
      const pod = await view(app, world).newestPod();
      if (!pod) return { ok: false, seen: `no pod with label app=${app.name} in namespace ${app.namespace}` };
      const { name } = pod.metadata;
      if (!isReady(pod)) return { ok: false, seen: `pod ${name} is not ready`, settling: true };
      const seen = (pod.spec as { serviceAccountName?: string }).serviceAccountName;
      return { ok: seen === serviceAccount, seen: `pod ${name} runs as service account ${seen}` };
    },
  });
}

/** The app gets an answer that contains `text`. */
export function appReads(app: App, what: string, path: NamedPath, text: string, next: string): Check {
  return check({
    must: `${place(app)} reads ${what}`,
    expected: `an answer with "${text}"`,
    next,
    async observe(world) {
      const answer = await view(app, world).ask(path(world.names));
      return whenAnswered(answer, (body) => {
        const seen = JSON.stringify(body);
        return { ok: seen.includes(text), seen: shorten(seen) };
      });
    },
  });
}

// STS refuses with the same code; that app has no credentials, and so has shown nothing about its permissions. facts F.5
const REFUSAL = /is not authorized to perform: (s3|dynamodb):/;

/** S3 or DynamoDB refuses the app for want of a permission. */
export function appIsRefused(app: App, what: string, path: NamedPath, next: string): Check {
  return check({
    must: `${place(app)} is refused ${what}`,
    expected: 'AccessDenied from the service, for want of a permission',
    next,
    async observe(world) {
      const answer = await view(app, world).ask(path(world.names));
      if (answer.kind === 'no-pod') return answerless(answer);
      if (answer.kind === 'ok') return { ok: false, seen: `it was allowed: ${shorten(JSON.stringify(answer.body))}` };
      const ok = answer.code.startsWith('AccessDenied') && REFUSAL.test(answer.message);
      return { ok, seen: `${answer.code}: ${answer.message}` };
    },
  });
}

/** The app finds no AWS credentials at all: neither mechanism reaches it. */
export function appHasNoCredentials(app: App, next: string): Check {
  return check({
    must: `${place(app)} has no AWS credentials`,
    expected: 'CredentialsProviderError',
    next,
    async observe(world) {
      const answer = await view(app, world).ask('identity');
      if (answer.kind === 'no-pod') return answerless(answer);
      if (answer.kind === 'ok') return { ok: false, seen: `it is ${shorten(JSON.stringify(answer.body))}` };
      return { ok: answer.code === 'CredentialsProviderError', seen: `${answer.code}: ${answer.message}` };
    },
  });
}

/** The app's credentials are a session of the role, by that mechanism: session names tell which. */
export function appIsSessionOf(app: App, role: NamedPath, by: 'IRSA' | 'Pod Identity', next: string): Check {
  return check({
    must: `${place(app)} has credentials by ${by}`,
    expected:
      by === 'IRSA' ? 'a role session whose name the SDK made' : 'a role session whose name starts with eks-<cluster>',
    next,
    observe: observeArn(app, (arn, { names }) => {
      const expected = `arn:aws:sts::${names.ACCOUNT_ID}:assumed-role/${role(names)}/`;
      // EKS names its sessions eks-<cluster>-<pod>-<uuid>; the SDKs name theirs after themselves. facts B.6, A.8
      const isPodIdentity = /\/eks-[^/]+$/.test(arn);
      return arn.startsWith(expected) && isPodIdentity === (by === 'Pod Identity');
    }),
  });
}

/** A look at whom AWS takes the app for. */
export function observeArn(app: App, judge: (arn: string, world: World) => boolean | Promise<boolean>) {
  return async (world: World): Promise<Observation> => {
    const answer = await view(app, world).ask('identity');
    return whenAnswered(answer, async ({ arn }) => ({ ok: await judge(String(arn), world), seen: String(arn) }));
  };
}

/** Judges what the app answered. One that cannot be asked, or that ran into an error, has not met the check. */
export function whenAnswered<Judged>(
  answer: AppAnswer,
  judge: (body: Record<string, unknown>) => Judged,
): Judged | Observation {
  if (answer.kind === 'no-pod') return answerless(answer);
  if (answer.kind === 'refused') return { ok: false, seen: `${answer.code}: ${answer.message}` };
  return judge(answer.body);
}

/** No pod could be asked: that alone decides nothing while one is on its way. */
export const answerless = (answer: Extract<AppAnswer, { kind: 'no-pod' }>): Observation => ({
  ok: false,
  seen: answer.seen,
  settling: answer.settling,
});

const shorten = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
