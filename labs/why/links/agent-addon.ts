import { orAbsent } from '../../kit/aws-clients.ts';
import { aws } from '../commands.ts';
import { broken, holds, link, warning } from '../link.ts';

const ADDON = 'eks-pod-identity-agent';

/** EKS Auto Mode has the agent built in; elsewhere it is an add-on. facts B.9, C.4 */
export const agentAddon = link({
  id: 'agent-addon',
  title: 'the Pod Identity Agent is installed',
  mechanism: 'Pod Identity',
  async look({ world, place, cluster }) {
    if (cluster.computeConfig?.enabled) return holds('built into EKS Auto Mode');
    const where = { clusterName: place.cluster, addonName: ADDON };
    const words = ['--cluster-name', place.cluster, '--addon-name', ADDON];
    const found = await orAbsent((await world.aws.eks()).describeAddon(where));
    if (!found?.addon) return broken(`${place.cluster} has no add-on ${ADDON}`, aws('eks', 'create-addon', ...words));
    const { status, addonVersion, health } = found.addon;
    const issues = (health?.issues ?? []).map(({ code, message }) => `; ${code}: ${message}`).join('');
    const text = `add-on ${ADDON} ${addonVersion} is ${status}${issues}`;
    if (status === 'ACTIVE') return holds(text);
    const wait = aws('eks', 'wait', 'addon-active', ...words);
    // A DEGRADED or UPDATING agent may still answer: its pod tells, and is the next link.
    return status === 'DEGRADED' || status === 'UPDATING' ? warning(text, wait) : broken(text, wait);
  },
});
