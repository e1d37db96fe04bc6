import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The server of the nginx image. It is read by another Node process, so it stays outside of any bundle. */
const NGINX = fileURLToPath(new URL('./nginx.mjs', import.meta.url));
const NGINX_IN_IMAGE = 'usr/share/nginx/server.mjs';

/** How an image's containers run here: as a process of this machine's Node, or in the workshop shell. */
export type ImageKind = 'node' | 'aws-cli' | 'busybox' | 'nginx' | 'agent';

const REPOSITORIES: Record<string, ImageKind> = {
  'public.ecr.aws/docker/library/node': 'node',
  'docker.io/library/node': 'node',
  'public.ecr.aws/aws-cli/aws-cli': 'aws-cli',
  'docker.io/amazon/aws-cli': 'aws-cli',
  'public.ecr.aws/docker/library/busybox': 'busybox',
  'docker.io/library/busybox': 'busybox',
  'public.ecr.aws/nginx/nginx': 'nginx',
  'docker.io/library/nginx': 'nginx',
  '602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/eks-pod-identity-agent': 'agent',
};

/** Undefined for an image that cannot run here. */
export function findImageKind(image: string): ImageKind | undefined {
  return REPOSITORIES[repositoryOf(image)];
}

/** Why containerd would fail to pull the image; undefined if it can run here. */
export function whyNotRunnable(image: string): string | undefined {
  if (findImageKind(image)) return undefined;
  const runnable = Object.keys(REPOSITORIES).filter((name) => name.startsWith('public.ecr.aws/'));
  return (
    `failed to pull and unpack image "${image}": the local cloud pulls no images; ` +
    `it runs ${runnable.join(', ')}, with any tag`
  );
}

/** The reference without tag and digest, as containerd completes it. distribution/reference: ParseNormalizedNamed */
function repositoryOf(image: string): string {
  const name = image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `docker.io/library/${name}`;
  return /[.:]|^localhost$/.test(first) ? name : `docker.io/${name}`;
}

/** What the image starts, given the pod's `command` and `args`. */
export function entrypoint(kind: ImageKind, command: string[], args: string[]): string[] {
  // What it does is the node's own part here: its container only shows that it is there.
  if (kind === 'agent') return ['sleep', 'infinity'];
  if (command.length > 0) return [...command, ...args];
  if (kind === 'aws-cli') return ['aws', ...args];
  if (kind === 'busybox') return args.length > 0 ? args : ['sh'];
  if (kind === 'nginx') return args.length > 0 ? args : ['node', `/${NGINX_IN_IMAGE}`];
  // docker-entrypoint.sh of the node image: what is no command is for node.
  const [first = 'node', ...rest] = args;
  return /^[a-z]+$/.test(first) ? [first, ...rest] : ['node', first, ...rest];
}

/** Variables that the image itself sets; the pod's own come over them. */
export function imageEnvironment(kind: ImageKind): Record<string, string> {
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const home = { PATH: path, HOME: '/root' };
  return kind === 'node' ? { ...home, NODE_VERSION: process.versions.node } : home;
}

/** Files that the image itself has, by path without the first slash. */
export async function imageFiles(kind: ImageKind): Promise<Record<string, Uint8Array>> {
  return kind === 'nginx' ? { [NGINX_IN_IMAGE]: await readFile(NGINX) } : {};
}
