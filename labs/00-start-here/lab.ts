import { type App, appHasNoCredentials, appRuns } from '../kit/app-checks.ts';
import { bucketHolds } from '../kit/aws-checks.ts';
import { check, lab, step } from '../kit/lab.ts';
import { remaining } from '../kit/leftovers.ts';

const app: App = { cluster: 'CLUSTER_A', namespace: 'hello', name: 'app' };

export default lab({
  id: '00',
  page: '00-start-here',
  title: 'Start here',
  minutes: 10,
  steps: [
    step('look', {
      title: 'Look around',
      holdsFromTheStart: 'this step only looks; both clusters are there from the start',
      checks: [clusterIsActive('CLUSTER_A'), clusterIsActive('CLUSTER_B')],
      hints: [
        'Both clusters exist from the start; nothing has to be made.',
        'If a cluster cannot be reached, look whether the local cloud runs: npm run lab:status',
        'Run npm run lab:start, then eval "$(npm run -s lab:env)" in this shell, and repeat the commands.',
      ],
    }),
    step('bucket', {
      title: 'Put something into the cloud',
      checks: [bucketHolds('HELLO_BUCKET', 'hello.txt')],
      hints: [
        'The name of the bucket is in $HELLO_BUCKET: echo "$HELLO_BUCKET"',
        'An empty $HELLO_BUCKET means that this shell does not know the workshop yet: eval "$(npm run -s lab:env)"',
        'aws s3 mb "s3://$HELLO_BUCKET", then aws s3 cp "$LAB_WORK/hello.txt" "s3://$HELLO_BUCKET/hello.txt"',
      ],
    }),
    step('pod', {
      title: 'Run a pod that has no permissions',
      checks: [appRuns(app, 'default'), appHasNoCredentials(app, 'Nothing may be associated with hello/default.')],
      hints: [
        'The app comes as a ConfigMap; without it the pod cannot start.',
        'kubectl -n hello describe pod shows what a pod is waiting for.',
        'kubectl apply -f labs/00-start-here/app.yaml, then kubectl -n hello rollout status deployment/app',
      ],
    }),
  ],
  leftovers: (world) =>
    remaining(world, {
      buckets: ['HELLO_BUCKET'],
      namespaces: [{ cluster: 'CLUSTER_A', namespace: 'hello' }],
    }),
});

function clusterIsActive(cluster: 'CLUSTER_A' | 'CLUSTER_B') {
  return check({
    must: `$${cluster} is ACTIVE and its API server answers`,
    expected: 'status ACTIVE and one node or more',
    next: 'npm run lab:status says whether the local cloud runs.',
    async observe(world) {
      const name = world.names[cluster];
      const eks = await world.aws.eks();
      const status = (await eks.describeCluster({ name })).cluster?.status;
      const nodes = await world.kube(name).list('/api/v1/nodes');
      return { ok: status === 'ACTIVE' && nodes.length > 0, seen: `status ${status}, nodes: ${nodes.length}` };
    },
  });
}
