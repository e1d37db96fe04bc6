import { WrongInput } from '../command.ts';
import { localTarget } from './local-target.ts';
import type { Target } from './target.ts';

/** Options of every command that works on real AWS too. */
export const TARGET_OPTIONS = ['target', 'cluster-a', 'cluster-b'];

/**
 * What `--target` or LAB_TARGET says; the local cloud by default. On AWS: who calls is known and allowed to be here.
 *
 * Errors: WrongInput for another word, and for credentials or an account that cannot be used.
 */
export async function chooseTarget(options: Map<string, string>, env = process.env): Promise<Target> {
  const name = options.get('target') ?? (env.LAB_TARGET || 'local');
  const clusters = [options.get('cluster-a'), options.get('cluster-b')];
  if (name === 'aws') return (await import('./aws-target.ts')).awsTarget(clusters, env);
  if (name !== 'local') throw new WrongInput(`There is no target ${name}. Leave --target out, or use --target aws.`);
  if (clusters.some(Boolean)) throw new WrongInput('--cluster-a and --cluster-b are for --target aws.');
  return localTarget();
}
