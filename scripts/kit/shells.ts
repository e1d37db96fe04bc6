import { spawn } from 'node:child_process';
import type { CommandResult, RunScript } from '../../labs/kit/run-fence.ts';
import type { Shell } from '../../shell/create-shell.ts';
import { labHome, projectFolder } from './lab-home.ts';
import type { Session } from './target/target.ts';

/** The workshop shell on this machine's files: the workshop's folder and LAB_HOME are real, the rest is in memory. */
export async function openWorkshopShell(
  { environment, shellEnvironment, shellFiles, transport, trustedAuthority, answerMs }: Session,
  options: { keepsEnvironment?: boolean } = {},
): Promise<Shell> {
  const [{ createShell }, { InMemoryFs, MountableFs, ReadWriteFs }, { createNodeConnect }] = await Promise.all([
    import('../../shell/create-shell.ts'),
    import('just-bash'),
    import('./node-connect.ts'),
  ]);
  const mounts = outermost([projectFolder, labHome()]).map((folder) => ({
    mountPoint: folder,
    filesystem: new ReadWriteFs({ root: folder }),
  }));
  const fs = new MountableFs({ base: new InMemoryFs(), mounts });
  const env = { HOME: labHome(), ...environment, ...shellEnvironment };
  const connect = createNodeConnect(trustedAuthority, answerMs);
  const shell = createShell({ fs, env, cwd: projectFolder, transport, connect, ...options });
  return {
    ...shell,
    async run(script, io) {
      for (const [path, text] of Object.entries(await shellFiles())) await fs.writeFile(path, text);
      return shell.run(script, io);
    },
  };
}

/** The folders that lie in no other: LAB_HOME is in the workshop's folder unless the learner says otherwise. */
function outermost(folders: string[]): string[] {
  const all = [...new Set(folders)];
  return all.filter((folder) => !all.some((other) => folder.startsWith(`${other}/`)));
}

/** Runs scripts in the workshop shell. */
export async function workshopShell(session: Session): Promise<RunScript> {
  const shell = await openWorkshopShell(session);
  return (script) => shell.run(script);
}

/** Runs scripts with the machine's own bash, aws and kubectl. */
export function systemShell({ environment }: Session): RunScript {
  const env = { ...process.env, ...environment };
  return (script) =>
    new Promise<CommandResult>((resolve, reject) => {
      const child = spawn('bash', ['-c', script], { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const result = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (result.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (result.stderr += text));
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...result, exitCode: code ?? 1 }));
    });
}
