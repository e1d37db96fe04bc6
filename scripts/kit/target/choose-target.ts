import { WrongInput } from '../command.ts';
import { localTarget } from './local-target.ts';
import type { Target } from './target.ts';

/** Options of every command that works on real AWS too. */
export const TARGET_OPTIONS = ['target', 'cluster-a', 'cluster-b'];

type Environment = Record<string, string | undefined>;

/** What `--target` or LAB_TARGET says; the local cloud by default. Errors: WrongInput for what is no target. */
export function targetName(options: Map<string, string>, env: Environment): Target['name'] {
  const name = options.get('target') ?? (env.LAB_TARGET || 'local');
  if (name !== 'local' && name !== 'aws') {
    throw new WrongInput(`There is no target ${name}. Leave --target out, or use --target aws.`);
  }
  if (name === 'local' && (options.has('cluster-a') || options.has('cluster-b'))) {
    throw new WrongInput('Use --cluster-a and --cluster-b with --target aws only.');
  }
  return name;
}

/**
 * The target that is asked for. On AWS: who calls is known and allowed to be here.
 *
 * Errors: WrongInput as `targetName`, and for credentials or an account that cannot be used.
 */
export async function chooseTarget(options: Map<string, string>, env: Environment = process.env): Promise<Target> {
  if (targetName(options, env) === 'local') return localTarget();
  return (await import('./aws-target.ts')).awsTarget(options, env);
}
