import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { WrongInput } from './command.ts';

export interface KubeContext {
  server: string;
  token: string;
  /** PEM of the authority that signed the server's certificate. */
  certificateAuthority?: string;
}

interface Kubeconfig {
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  clusters?: { name: string; cluster: { server: string; 'certificate-authority-data'?: string } }[];
  users?: { name: string; user: { token?: string } }[];
}

/** The contexts of a kubeconfig, by name. Errors: WrongInput if the file is missing or not YAML. */
export function readKubeconfig(path: string): Map<string, KubeContext> {
  const { contexts = [], clusters = [], users = [] } = load(path);
  return new Map(
    contexts.map(({ name, context }) => {
      const cluster = clusters.find((one) => one.name === context.cluster)?.cluster;
      const token = users.find((one) => one.name === context.user)?.user.token ?? '';
      const data = cluster?.['certificate-authority-data'];
      const certificateAuthority = data === undefined ? undefined : Buffer.from(data, 'base64').toString();
      return [name, { server: cluster?.server ?? '', token, certificateAuthority }];
    }),
  );
}

function load(path: string): Kubeconfig {
  try {
    return (parse(readFileSync(path, 'utf8')) ?? {}) as Kubeconfig;
  } catch {
    throw new WrongInput(`${path} cannot be read. Repair it with npm run lab:stop and npm run lab:start.`);
  }
}
