import { becomeWaiting, type ContainerContext, tell } from './container-context.ts';

const RETRY_MS = 10_000;
const ONE_DAY_MS = 86_400_000;
const NO_WINDOWS = 'the local cloud runs no Windows containers: its Windows nodes are there to be scheduled to';

/**
 * True if the image can run here. If not, resolves only when the container is to stop: another try would not help, and
 * the pod shows ErrImagePull, then ImagePullBackOff, until it is deleted.
 */
export async function pullImage(context: ContainerContext): Promise<boolean> {
  const { node, container, pause } = context;
  const problem = node.isWindows ? NO_WINDOWS : node.runtime.whyNotRunnable(container.image ?? '');
  if (problem === undefined) return true;
  if (container.imagePullPolicy === 'Never') return neverPull(context);
  tell(context, 'Normal', 'Pulling', `Pulling image "${container.image}"`);
  tell(context, 'Warning', 'Failed', `Failed to pull image "${container.image}": ${problem}`);
  tell(context, 'Warning', 'Failed', 'Error: ErrImagePull');
  becomeWaiting(context, 'ErrImagePull', problem);
  await pause.wait(RETRY_MS);
  if (pause.ended) return false;
  const backOff = `Back-off pulling image "${container.image}"`;
  tell(context, 'Normal', 'BackOff', backOff);
  tell(context, 'Warning', 'Failed', 'Error: ImagePullBackOff');
  becomeWaiting(context, 'ImagePullBackOff', `${backOff}: ErrImagePull: ${problem}`);
  return waitForEnd(context);
}

/** kubernetes pkg/kubelet/images */
function neverPull(context: ContainerContext): Promise<false> {
  const message = `Container image "${context.container.image}" is not present with pull policy of Never`;
  tell(context, 'Warning', 'ErrImageNeverPull', message);
  tell(context, 'Warning', 'Failed', 'Error: ErrImageNeverPull');
  becomeWaiting(context, 'ErrImageNeverPull', message);
  return waitForEnd(context);
}

async function waitForEnd({ pause }: ContainerContext): Promise<false> {
  while (!pause.ended) await pause.wait(ONE_DAY_MS);
  return false;
}
