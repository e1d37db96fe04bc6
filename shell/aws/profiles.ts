import type { CommandContext } from '../command.ts';

/** Profile name → setting → value, of both files; the credentials file wins. */
export type Profiles = Record<string, Record<string, string>>;

export async function readProfiles({ fs, env, cwd }: CommandContext): Promise<Profiles> {
  const home = env.HOME ?? '/root';
  const profiles: Profiles = {};
  for (const path of [
    env.AWS_CONFIG_FILE ?? `${home}/.aws/config`,
    env.AWS_SHARED_CREDENTIALS_FILE ?? `${home}/.aws/credentials`,
  ]) {
    const resolved = fs.resolvePath(cwd, path.replace(/^~/, home));
    if (path && (await fs.exists(resolved))) merge(profiles, parseIni(await fs.readFile(resolved)));
  }
  return profiles;
}

function merge(into: Profiles, from: Profiles) {
  for (const [name, settings] of Object.entries(from)) into[name] = { ...into[name], ...settings };
}

/** Nested settings (`s3 =` and indented lines) are read flat; nothing here uses them. */
function parseIni(text: string): Profiles {
  const profiles: Profiles = {};
  let current: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const section = /^\s*\[(?:profile\s+)?"?([^"\]]+?)"?\s*\]/.exec(line);
    const setting = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (section?.[1]) {
      current = profiles[section[1]] ?? {};
      profiles[section[1]] = current;
    } else if (setting?.[1]) current[setting[1]] = setting[2] ?? '';
  }
  return profiles;
}
