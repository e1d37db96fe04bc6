/** PEM of those who alone vouch for the server at an address; undefined: the machine's own authorities do. */
export type TrustedAuthority = (url: string) => string | undefined;

/** Each API server's authority is good for that server only. */
export function trustedByHost(servers: { server: string; certificateAuthority?: string }[]): TrustedAuthority {
  const hosts = new Map(servers.map((one) => [hostOf(one.server), one.certificateAuthority]));
  return (url) => hosts.get(hostOf(url));
}

const hostOf = (url: string) => new URL(url.replace(/^ws/, 'http')).host;
