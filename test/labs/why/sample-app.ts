import type { HttpHandler, HttpResponse } from '../../../simulator/http.ts';
import type { ContainerRuntime, ContainerSpec } from '../../../simulator/kubernetes/container-runtime.ts';

/** How the SDK asks STS, unsigned. */
type AskSts = (form: Record<string, string>) => Promise<string>;

/** The app of one pod, as a test steers it. */
export interface SampleApp {
  /** Goes the SDK's way, web identity before container credentials, and says who it is; or what `says` holds. */
  identity(): Promise<HttpResponse>;
  says?: object;
  /** What the agent answers to the pod's token. */
  askAgent(): Promise<{ status: number; body: string }>;
}

/**
 * A runtime whose containers are the sample app without its process, with the files and the environment that the kubelet
 * gives. `apps` has them by the pod's name.
 */
export function sampleAppRuntime(askSts: AskSts) {
  const apps = new Map<string, SampleApp>();
  const runtime: ContainerRuntime = {
    whyNotRunnable: () => undefined,
    async start(spec, events) {
      const files = new Map<string, Uint8Array>();
      const mount = (path: string, content: Record<string, Uint8Array>) => {
        for (const [name, bytes] of Object.entries(content)) files.set(`${path}/${name}`, bytes);
      };
      for (const { path, files: content } of spec.mounts) mount(path, content);
      const app = createApp(spec, (path) => new TextDecoder().decode(files.get(path)), askSts);
      apps.set(spec.pod, app);
      return {
        updateMount: async (path, content) => mount(path, content),
        exec: async () => 0,
        request: () => app.identity(),
        stop: async () => events.exited(143),
      };
    },
  };
  return { apps, runtime };
}

function createApp({ env, agent, metadata }: ContainerSpec, read: (path: string) => string, askSts: AskSts): SampleApp {
  const app: SampleApp = {
    async identity() {
      if (app.says) return { status: 200, headers: {}, body: JSON.stringify(app.says) };
      if (env.AWS_WEB_IDENTITY_TOKEN_FILE) return byWebIdentity(env, read(env.AWS_WEB_IDENTITY_TOKEN_FILE), askSts);
      if (!env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) return byInstance(metadata);
      const { status } = await app.askAgent();
      // The SDK for JavaScript hides the agent's words behind these. facts E.1
      if (status !== 200) return refused('169.254.170.23 is not a valid container metadata service hostname');
      return is('arn:aws:sts::111122223333:assumed-role/app/eks');
    },
    askAgent: () => askAgent(agent, read(env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE ?? '')),
  };
  return app;
}

async function byWebIdentity(env: Record<string, string>, token: string, askSts: AskSts): Promise<HttpResponse> {
  const form = { RoleArn: env.AWS_ROLE_ARN ?? '', RoleSessionName: 'aws-sdk-js-session-1', WebIdentityToken: token };
  const answer = await askSts({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', ...form });
  const arn = /<Arn>(.*?)<\/Arn>/.exec(answer)?.[1];
  return arn ? is(arn) : refused(/<Message>(.*?)<\/Message>/s.exec(answer)?.[1] ?? answer);
}

/** Last comes the node's role. Where the answer's packet dies on its way, the SDK does not wait for ever. */
async function byInstance(metadata: HttpHandler | undefined): Promise<HttpResponse> {
  const ask = async (method: string, path: string, headers: Record<string, string>) => {
    const asked = { method, path: `/latest/${path}`, query: '', headers, body: new Uint8Array() };
    const answer = await Promise.race([
      metadata?.(asked),
      new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))),
    ]);
    return answer && String(answer.body);
  };
  const token = await ask('PUT', 'api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': '60' });
  if (!token) return refused('Could not load credentials from any providers');
  const headers = { 'x-aws-ec2-metadata-token': token };
  const role = await ask('GET', 'meta-data/iam/security-credentials/', headers);
  return is(`arn:aws:sts::111122223333:assumed-role/${role}/${await ask('GET', 'meta-data/instance-id', headers)}`);
}

const is = (arn: string): HttpResponse => ({ status: 200, headers: {}, body: JSON.stringify({ arn }) });

function refused(message: string): HttpResponse {
  return { status: 500, headers: {}, body: JSON.stringify({ error: { name: 'CredentialsProviderError', message } }) };
}

async function askAgent(agent: HttpHandler, authorization: string): Promise<{ status: number; body: string }> {
  const headers = { host: '169.254.170.23', authorization };
  const request = { method: 'GET', path: '/v1/credentials', query: '', headers, body: new Uint8Array() };
  const { status, body } = await agent(request).catch(() => ({ status: 0, body: 'connection refused' }));
  return { status, body: String(body) };
}
