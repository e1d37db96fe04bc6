import { askPod, isReady } from '../../kit/pod-view.ts';
import type { Case } from '../case.ts';
import { aws, kubectl, recreate } from '../commands.ts';
import { broken, type Finding, holds, link, unknown } from '../link.ts';
import { roleNameOf } from '../role.ts';

/** EC2 names the sessions of instance profiles by the instance. */
const INSTANCE = /^i-[0-9a-f]{8,17}$/;

/** Who the pod really is, in its own words: only the workshop's sample app can be asked. */
export const identity = link({
  id: 'identity',
  title: 'the pod is who it should be',
  evenIfBroken: true,
  async look(seen) {
    const { kube, place, pod } = seen;
    const { name } = pod.metadata;
    if (!isSampleApp(seen)) {
      const ask = kubectl(seen, 'exec', name, '--', 'aws', 'sts', 'get-caller-identity');
      return unknown(`only the workshop's sample app can be asked; where the image has the AWS CLI: ${ask}`);
    }
    if (!isReady(pod)) return unknown(`${name} is not ready`);
    const answer = await askPod(kube, place.namespace, name, 'identity');
    if (answer.kind === 'ok') return judge(seen, String(answer.body.arn));
    return answer.kind === 'refused' ? refused(seen, `${answer.code}: ${answer.message}`) : unknown(answer.seen);
  },
});

const isSampleApp = ({ pod }: Case) =>
  pod.spec.containers.some(({ command = [], args = [] }) => [...command, ...args].includes('/app/app.mjs'));

function judge(seen: Case, arn: string): Finding {
  const [, role, session = ''] = arn.split('/');
  const expected = roleNameOf(seen.association?.targetRoleArn ?? seen.roleArn ?? '');
  if (INSTANCE.test(session)) {
    const text = `it is ${arn}: the role of its node, from the instance metadata service`;
    return broken(`${text}. All pods of the node share it, and it hides what is missing`, keepMetadata(seen, session));
  }
  if (expected === '') return holds(arn);
  return role === expected ? holds(arn) : broken(`it is ${arn}, and not ${expected}`, recreate(seen));
}

/** Takes the way from the node's pods. Amazon EKS best practices guide, "Identity and access management" */
function keepMetadata({ mechanism }: Case, instanceId: string): string {
  const options = ['--http-tokens', 'required', '--http-put-response-hop-limit', '1'];
  const command = aws('ec2', 'modify-instance-metadata-options', '--instance-id', instanceId, ...options);
  const why = `# If all links before hold, the app's SDK is too old for ${mechanism}. So that nothing hides that:`;
  return mechanism ? `${why}\n${command}` : command;
}

/** The SDK for JavaScript hides the agent's words behind these. facts E.1 */
const MASK = 'is not a valid container metadata service hostname';

function refused(seen: Case, text: string): Finding {
  const hint = text.includes(MASK) ? ' (which means that the agent gave no credentials)' : '';
  return broken(`it has no credentials: ${text}${hint}`, kubectl(seen, 'logs', seen.pod.metadata.name));
}
