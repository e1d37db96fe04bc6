import { becomeWaiting, type ContainerContext, tell } from './container-context.ts';

const RETRY_MS = 10_000;
const ONE_DAY_MS = 86_400_000;

/**
 * True if the image can run here. If not, resolves only when the container is to stop: another try would not help, and
 * the pod shows ErrImagePull, then ImagePullBackOff, until it is deleted.
 */
export async function pullImage(context: ContainerContext): Promise<boolean> {
  const { node, container, pause } = context;
  const problem = node.runtime.whyNotRunnable(container.image ?? '');
  if (problem === undefined) return true;
  tell(context, 'Warning', 'Failed', `Failed to pull image "${container.image}": ${problem}`);
  tell(context, 'Warning', 'Failed', 'Error: ErrImagePull');
  becomeWaiting(context, 'ErrImagePull', problem);
  await pause.wait(RETRY_MS);
  if (pause.ended) return false;
  const backOff = `Back-off pulling image "${container.image}"`;
  tell(context, 'Normal', 'BackOff', backOff);
  tell(context, 'Warning', 'Failed', 'Error: ImagePullBackOff');
  becomeWaiting(context, 'ImagePullBackOff', `${backOff}: ErrImagePull: ${problem}`);
  while (!pause.ended) await pause.wait(ONE_DAY_MS);
  return false;
}
