import type { KubeObject } from '../storage.ts';

export const AGENT_NAMESPACE = 'kube-system';
export const AGENT_NAME = 'eks-pod-identity-agent';

// Of Amazon ECR in us-west-2. The version is that of facts' source AG.
const IMAGE = '602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/eks-pod-identity-agent:v0.1.37';
const PROBE_PORT = 2703;

/** What the add-on puts into the cluster. aws/eks-pod-identity-agent charts/eks-pod-identity-agent */
export function agentDaemonSet(clusterName: string, region: string): KubeObject {
  const selected = { 'app.kubernetes.io/instance': AGENT_NAME, 'app.kubernetes.io/name': AGENT_NAME };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: AGENT_NAME,
      namespace: AGENT_NAMESPACE,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: { ...selected, 'app.kubernetes.io/managed-by': 'Helm' },
    },
    spec: {
      selector: { matchLabels: selected },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: { metadata: { labels: selected, annotations: SCRAPED }, spec: agentPodSpec(clusterName, region) },
    },
  };
}

const SCRAPED = { 'prometheus.io/port': '2705', 'prometheus.io/scrape': 'true' };

const EC2_NODES = [
  { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
  { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] },
  { key: 'eks.amazonaws.com/compute-type', operator: 'NotIn', values: ['fargate', 'hybrid', 'auto'] },
];

function agentPodSpec(clusterName: string, region: string) {
  const required = { nodeSelectorTerms: [{ matchExpressions: EC2_NODES }] };
  return {
    automountServiceAccountToken: false,
    hostNetwork: true,
    priorityClassName: 'system-node-critical',
    terminationGracePeriodSeconds: 30,
    tolerations: [{ operator: 'Exists' }],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
    initContainers: [
      {
        name: `${AGENT_NAME}-init`,
        image: IMAGE,
        imagePullPolicy: 'Always',
        command: ['/go-runner', '/eks-pod-identity-agent', 'initialize'],
        securityContext: { privileged: true },
      },
    ],
    containers: [
      {
        name: AGENT_NAME,
        image: IMAGE,
        imagePullPolicy: 'Always',
        command: ['/go-runner', '/eks-pod-identity-agent', 'server'],
        args: ['--port', '80', '--cluster-name', clusterName, '--probe-port', String(PROBE_PORT)],
        ports: [
          { name: 'proxy', containerPort: 80 },
          { name: 'probes-port', containerPort: PROBE_PORT },
        ],
        env: [{ name: 'AWS_REGION', value: region }],
        securityContext: { capabilities: { add: ['CAP_NET_BIND_SERVICE'] } },
        livenessProbe: { ...probe('/healthz'), initialDelaySeconds: 30, failureThreshold: 3 },
        readinessProbe: { ...probe('/readyz'), initialDelaySeconds: 1, failureThreshold: 30 },
      },
    ],
  };
}

const probe = (path: string) => ({
  httpGet: { host: 'localhost', path, port: 'probes-port', scheme: 'HTTP' },
  timeoutSeconds: 10,
});
