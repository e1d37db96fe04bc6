import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { paginateDescribeNetworkInterfaces, paginateDescribeVolumes, type Tag } from '@aws-sdk/client-ec2';
import { orAbsent } from '../../../labs/kit/aws-clients.ts';
import type { AccountClients } from '../target/account-clients.ts';
import { messageOf, nameThing } from './describe.ts';
import type { Thing } from './ledger.ts';
import type { SetupTools } from './setup-tools.ts';

/** What clusters leave behind and no stack knows of: found by the cluster's name, which holds the run's id. */
interface Remains {
  what: string;
  find(cluster: string, aws: AccountClients): Promise<Thing[]>;
  remove(name: string, aws: AccountClients): Promise<unknown>;
}

/** EKS user guide, "Send control plane logs to CloudWatch Logs": the group outlives the cluster. */
const LOG_GROUPS: Remains = {
  what: 'log groups of the clusters',
  async find(cluster, aws) {
    const question = { logGroupNamePrefix: `/aws/eks/${cluster}/` };
    const pages = paginateDescribeLogGroups({ client: await aws.logs() }, question);
    return collect(pages, ({ logGroups = [] }) => logGroups.map((one) => thing('log group', one.logGroupName)));
  },
  remove: async (logGroupName, aws) => (await aws.logs()).deleteLogGroup({ logGroupName }),
};

const VOLUMES: Remains = {
  what: 'EBS volumes of the clusters',
  async find(cluster, aws) {
    const pages = paginateDescribeVolumes({ client: await aws.ec2() }, { Filters: TAGGED(cluster) });
    return collect(pages, ({ Volumes = [] }) =>
      Volumes.filter(({ Tags }) => isOf(cluster, Tags)).map((one) => thing('EBS volume', one.VolumeId)),
    );
  },
  remove: async (VolumeId, aws) => (await aws.ec2()).deleteVolume({ VolumeId }),
};

const INTERFACES: Remains = {
  what: 'network interfaces of the clusters',
  async find(cluster, aws) {
    const pages = paginateDescribeNetworkInterfaces({ client: await aws.ec2() }, { Filters: TAGGED(cluster) });
    return collect(pages, ({ NetworkInterfaces = [] }) =>
      NetworkInterfaces.filter(({ TagSet }) => isOf(cluster, TagSet)).map((one) =>
        thing('network interface', one.NetworkInterfaceId),
      ),
    );
  },
  remove: async (NetworkInterfaceId, aws) => (await aws.ec2()).deleteNetworkInterface({ NetworkInterfaceId }),
};

export const CLUSTER_REMAINS = [LOG_GROUPS, VOLUMES, INTERFACES];

/** Removes what the run's clusters left. What is still in use is refused by AWS, and said. Answers what went wrong. */
export async function removeClusterRemains({ run, aws, ledger, say }: SetupTools): Promise<string[]> {
  const troubles: string[] = [];
  for (const kind of CLUSTER_REMAINS) {
    try {
      for (const one of await findOfBoth(kind, Object.values(run.clusters), aws)) {
        say(`removing ${nameThing(one)}`);
        ledger.write({ event: 'removing', ...one });
        await orAbsent(kind.remove(one.name, aws));
        ledger.write({ event: 'gone', ...one });
      }
    } catch (error) {
      troubles.push(`${kind.what}: ${messageOf(error)}`);
    }
  }
  return troubles;
}

/** Those of several clusters. */
export async function findOfBoth({ find }: Remains, clusters: string[], aws: AccountClients): Promise<Thing[]> {
  return (await Promise.all(clusters.map((cluster) => find(cluster, aws)))).flat();
}

/** Set by EKS, its CNI plugin and its EBS driver; the cluster is in the key of the first, and the value of the others. */
const VALUED = ['eks:cluster-name', 'aws:eks:cluster-name', 'cluster.k8s.amazonaws.com/name', 'KubernetesCluster'];
const TAGGED = (cluster: string) => [{ Name: 'tag-key', Values: [`kubernetes.io/cluster/${cluster}`, ...VALUED] }];

const isOf = (cluster: string, tags: Tag[] = []) =>
  tags.some(
    ({ Key = '', Value }) => Key === `kubernetes.io/cluster/${cluster}` || (VALUED.includes(Key) && Value === cluster),
  );

const thing = (kind: string, name = ''): Thing => ({ kind, name });

async function collect<Page>(pages: AsyncIterable<Page>, of: (page: Page) => Thing[]): Promise<Thing[]> {
  const found: Thing[] = [];
  for await (const page of pages) found.push(...of(page));
  return found;
}
