import { AGENT_ADDRESSES } from '../kit/agent-addresses.ts';
import { type Check, check } from '../kit/lab.ts';
import type { World } from '../kit/world.ts';

const clientOf = (world: World) => world.app(world.names.CLUSTER_A, 'agent', 'client');

const RESTORE = 'kubectl apply -f labs/16-inside-the-agent/client.yaml';

interface Asked {
  request: { url: string };
  answer: { status: number; body: Record<string, string> };
}

/** What the client's request to the agent brought: the answer, or the client's own words. */
async function ask(world: World): Promise<Asked | { failure: string; settling: boolean }> {
  const said = await clientOf(world).ask('ask');
  if (said.kind === 'ok') return said.body as unknown as Asked;
  if (said.kind === 'no-pod') return { failure: said.seen, settling: said.settling };
  return { failure: `${said.code}: ${said.message}`, settling: false };
}

// In the order in which the agent writes them. facts B.3
const KEYS = 'AccessKeyId, SecretAccessKey, Token, AccountId, Expiration';

/** The agent answers the client with credentials. */
export function agentAnswers(): Check {
  return check({
    must: 'the agent gives agent/client credentials',
    expected: `status 200 with ${KEYS}`,
    next: `${RESTORE}, and see what the client says: bash labs/ask-app.sh "$CLUSTER_A" agent client ask`,
    async observe(world) {
      const asked = await ask(world);
      if ('failure' in asked) return { ok: false, seen: asked.failure, settling: asked.settling };
      const { status, body } = asked.answer;
      const keys = Object.keys(body).join(', ');
      return { ok: status === 200 && keys === KEYS, seen: `status ${status} with ${keys}` };
    },
  });
}

/** A second question costs EKS Auth nothing: the same token, the same credentials. facts B.4 */
export function agentRemembers(): Check {
  return check({
    must: 'the agent gives one token the same credentials twice',
    expected: 'one AccessKeyId in both answers',
    next: `${RESTORE}: without an answer there is nothing to remember.`,
    async observe(world) {
      const answers = [await ask(world), await ask(world)];
      const failed = answers.find((one) => 'failure' in one);
      if (failed && 'failure' in failed) return { ok: false, seen: failed.failure, settling: failed.settling };
      const [first, second] = answers.map((one) => ('answer' in one ? one.answer.body.AccessKeyId : undefined));
      return { ok: first !== undefined && first === second, seen: `${first} and ${second}` };
    },
  });
}

interface ClientSpec {
  containers: { env?: { name: string; value?: string }[]; volumeMounts?: { mountPath: string }[] }[];
}

/** A check of the client's pod as it is written; `undefined` in what is looked at stands for a variable that is not there. */
function clientHas(
  definition: Omit<Check, 'observe'>,
  look: (env: Map<string, string>, mounts: string[]) => Seen,
): Check {
  return check({
    ...definition,
    async observe(world) {
      const pod = await clientOf(world).newestPod();
      if (!pod) return { ok: false, seen: 'no pod with label app=client in namespace agent' };
      const [{ env = [], volumeMounts = [] } = {}] = (pod.spec as unknown as ClientSpec).containers;
      return look(
        new Map(env.map(({ name, value = '' }) => [name, value])),
        volumeMounts.map(({ mountPath }) => mountPath),
      );
    },
  });
}

interface Seen {
  ok: boolean;
  seen: string;
}

const AGENT = '169.254.170.23';

/** No proxy stands between client and agent. facts B.9 */
export const noProxyBetween = (): Check =>
  clientHas(
    {
      must: 'no proxy stands between agent/client and the agent',
      expected: `no HTTP_PROXY, or ${AGENT} in NO_PROXY`,
      next: `Add NO_PROXY=${AGENT} to the container, or take HTTP_PROXY away.`,
    },
    (env) => {
      const proxy = env.get('HTTP_PROXY');
      const isExempt = (env.get('NO_PROXY') ?? '').split(',').includes(AGENT);
      return { ok: proxy === undefined || isExempt, seen: proxy ? `HTTP_PROXY=${proxy}` : 'no HTTP_PROXY' };
    },
  );

/** The variable leads to the agent, in either of its addresses. */
export const addressIsTheAgents = (): Check =>
  clientHas(
    {
      must: 'agent/client was told the address of the agent',
      expected: `AWS_CONTAINER_CREDENTIALS_FULL_URI=${AGENT_ADDRESSES[0]}`,
      next: `Leave the variable to the webhook: ${RESTORE}`,
    },
    (env) => {
      const address = env.get('AWS_CONTAINER_CREDENTIALS_FULL_URI');
      return { ok: AGENT_ADDRESSES.includes(address ?? ''), seen: address ?? 'no such variable' };
    },
  );

/** The file that the variable names is in a volume of the pod. */
export const tokenIsThere = (): Check =>
  clientHas(
    {
      must: 'agent/client has a token where its variable says',
      expected: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE with a path inside of a mount',
      next: `Leave the variable to the webhook: ${RESTORE}`,
    },
    (env, mounts) => {
      const file = env.get('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE');
      const isMounted = file !== undefined && mounts.some((mount) => file.startsWith(`${mount}/`));
      return { ok: isMounted, seen: file ?? 'no such variable' };
    },
  );
