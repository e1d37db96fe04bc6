import type { HttpHandler, HttpResponse } from '../../../simulator/http.ts';
import type { ContainerRuntime, ContainerSpec } from '../../../simulator/kubernetes/container-runtime.ts';

/** How the SDK asks STS, unsigned. */
type AskSts = (form: Record<string, string>) => Promise<string>;

/**
 * A runtime whose containers are the sample app without its process: asked for /identity, it goes the SDK's way, web
 * identity before container credentials, with the files and the environment that the kubelet gave it.
 */
export function sampleAppRuntime(askSts: AskSts): ContainerRuntime {
  return {
    whyNotRunnable: () => undefined,
    async start(spec, events) {
      const files = new Map<string, Uint8Array>();
      const mount = (path: string, content: Record<string, Uint8Array>) => {
        for (const [name, bytes] of Object.entries(content)) files.set(`${path}/${name}`, bytes);
      };
      for (const { path, files: content } of spec.mounts) mount(path, content);
      const read = (path: string) => new TextDecoder().decode(files.get(path));
      return {
        updateMount: async (path, content) => mount(path, content),
        exec: async () => 0,
        request: () => identity(spec, read, askSts),
        stop: async () => events.exited(143),
      };
    },
  };
}

async function identity(
  { env, agent }: ContainerSpec,
  read: (path: string) => string,
  askSts: AskSts,
): Promise<HttpResponse> {
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE) {
    const token = read(env.AWS_WEB_IDENTITY_TOKEN_FILE);
    const form = { RoleArn: env.AWS_ROLE_ARN ?? '', RoleSessionName: 'aws-sdk-js-session-1', WebIdentityToken: token };
    const answer = await askSts({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', ...form });
    return told(/<Arn>(.*?)<\/Arn>/.exec(answer)?.[1], /<Message>(.*?)<\/Message>/s.exec(answer)?.[1] ?? answer);
  }
  if (!env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)
    return told(undefined, 'Could not load credentials from any providers');
  const status = await askAgent(agent, read(env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE));
  // facts E.1
  const masked = '169.254.170.23 is not a valid container metadata service hostname';
  return told(status === 200 ? 'arn:aws:sts::111122223333:assumed-role/app/eks' : undefined, masked);
}

function told(arn: string | undefined, message: string): HttpResponse {
  const body = arn ? { arn } : { error: { name: 'CredentialsProviderError', message } };
  return { status: arn ? 200 : 500, headers: {}, body: JSON.stringify(body) };
}

async function askAgent(agent: HttpHandler, authorization: string): Promise<number> {
  const headers = { host: '169.254.170.23', authorization };
  const request = { method: 'GET', path: '/v1/credentials', query: '', headers, body: new Uint8Array() };
  return (await agent(request).catch(() => ({ status: 0 }))).status;
}
