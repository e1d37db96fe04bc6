import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificates {
  caPem: string;
  /** The API servers' key and certificate, PEM: one for every cluster. */
  server: { key: string; cert: string };
}

const FILES = { caPem: 'ca.crt', cert: 'server.crt', key: 'server.key' };

/**
 * The local certificate authority and the API servers' certificate under `directory`, made on first use and kept, so
 * that a kubeconfig stays good across restarts. The authority's key is thrown away: nobody can sign more with it.
 */
export async function loadCertificates(directory: string): Promise<Certificates> {
  const saved = readSaved(directory);
  if (saved) return saved;
  // Making keys needs a large library, reading them does not: starts after the first one are faster.
  const { issueCertificates } = await import('./issue-certificates.ts');
  const made = await issueCertificates();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string) => writeFileSync(join(directory, name), text, { mode: 0o600 });
  write(FILES.key, made.server.key);
  write(FILES.cert, made.server.cert);
  // Last: its presence says that the others are whole.
  write(FILES.caPem, made.caPem);
  return made;
}

function readSaved(directory: string): Certificates | undefined {
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  try {
    return { caPem: read(FILES.caPem), server: { key: read(FILES.key), cert: read(FILES.cert) } };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
