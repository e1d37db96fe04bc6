import { type App, appIsSessionOf, appRuns } from '../kit/app-checks.ts';
import { fault, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';
import { agentRuns, isAssociated, trustsPodIdentity } from '../kit/pod-identity-checks.ts';
import { addressIsTheAgents, agentAnswers, agentRemembers, noProxyBetween, tokenIsThere } from './checks.ts';

const client: App = { cluster: 'CLUSTER_A', namespace: 'agent', name: 'client' };
const app: App = { ...client, name: 'app' };
const why = { cluster: 'CLUSTER_A', namespace: 'agent', pod: 'client' } as const;

export default lab({
  id: '16',
  page: '16-inside-the-agent',
  title: 'Inside the agent',
  minutes: 25,
  steps: [
    step('prepare', {
      title: 'Two pods that ask',
      checks: [
        trustsPodIdentity('AGENT_ROLE'),
        agentRuns('CLUSTER_A'),
        isAssociated('CLUSTER_A', 'agent', 'app', 'AGENT_ROLE'),
        appRuns(client, 'app'),
        appIsSessionOf(
          app,
          (names) => names.AGENT_ROLE,
          'Pod Identity',
          'Restart the deployment app in namespace agent.',
        ),
      ],
      hints: [
        'Role, agent and association as in lab 04; then two pods of one service account.',
        'The order matters: the webhook looks at a pod once, when it is created.',
        'kubectl apply -f labs/16-inside-the-agent/app.yaml -f labs/16-inside-the-agent/client.yaml',
      ],
    }),
    step('ask', {
      title: 'One request, one answer',
      checks: [noProxyBetween(), addressIsTheAgents(), tokenIsThere(), agentAnswers()],
      hints: [
        'The request is a GET with one header. The webhook has put all that it takes into the pod.',
        'What does the client say itself? bash labs/ask-app.sh "$CLUSTER_A" agent client ask',
        'kubectl apply -f labs/16-inside-the-agent/client.yaml, then kubectl -n agent rollout status deployment/client',
      ],
    }),
    step('cache', {
      title: 'The second question',
      checks: [agentRemembers()],
      hints: [
        'The agent knows a pod by its token, and by nothing else.',
        'Ask twice, and compare the AccessKeyId of the two answers.',
        'bash labs/ask-app.sh "$CLUSTER_A" agent client ask | grep AccessKeyId',
      ],
    }),
  ],
  faults: [
    fault('proxy', {
      title: 'A proxy stands between the pod and the agent',
      step: 'ask',
      trips: noProxyBetween(),
      symptom: 'connect ECONNREFUSED',
      why: { ...why, link: 'proxy' },
    }),
    fault('wrong-uri', {
      title: 'The address of the agent was written by hand, with a mistake',
      step: 'ask',
      trips: addressIsTheAgents(),
      symptom: '404 page not found',
      why: { ...why, link: 'webhook' },
    }),
    fault('no-token-file', {
      title: 'The path of the token was written by hand, and nothing is there',
      step: 'ask',
      trips: tokenIsThere(),
      symptom: 'ENOENT: no such file or directory',
      why: { ...why, link: 'token' },
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      roles: ['AGENT_ROLE'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'agent' }],
      agents: ['CLUSTER_A'],
    }),
});
