/** GiB of memory per vCPU, by the letter of the family. AWS, "Amazon EC2 Instance types" */
const MEMORY_PER_CPU: Record<string, number> = { c: 2, m: 4, r: 8 };
/** vCPU and GiB of the sizes of T3, whose small ones have fewer memory for the same processors. */
const BURSTABLE: Record<string, [cpus: number, gibibytes: number]> = {
  ...{ nano: [2, 0.5], micro: [2, 1], small: [2, 2], medium: [2, 4], large: [2, 8] },
  ...{ xlarge: [4, 16], '2xlarge': [8, 32] },
};

/**
 * How many pods a node takes, whatever its instance type: as many as a custom `maxPods` may allow, not what Amazon VPC
 * CNI's table says, so that one node is enough for the workshop.
 */
const MAX_PODS = 500;

export interface Capacity {
  capacity: Record<string, string>;
  allocatable: Record<string, string>;
}

/** What a node of this instance type has and what of it pods may use; an unknown type counts as m5.large. */
export function instanceCapacity(instanceType: string): Capacity {
  const [cpus, gibibytes] = sizeOf(instanceType) ?? [2, 8];
  const memoryKi = gibibytes * 1024 ** 2;
  const pods = String(MAX_PODS);
  return {
    capacity: { cpu: String(cpus), memory: `${memoryKi}Ki`, pods },
    allocatable: {
      cpu: `${cpus * 1000 - reservedMillicores(cpus)}m`,
      memory: `${memoryKi - RESERVED_MEMORY_KI}Ki`,
      pods,
    },
  };
}

function sizeOf(instanceType: string): [number, number] | undefined {
  const [family = '', size = ''] = instanceType.split('.');
  if (/^t\d/.test(family)) return BURSTABLE[size];
  const perCpu = MEMORY_PER_CPU[family.charAt(0)];
  const cpus = cpusOf(size);
  return perCpu && cpus ? [cpus, cpus * perCpu] : undefined;
}

function cpusOf(size: string): number | undefined {
  const named: Record<string, number> = { medium: 1, large: 2, xlarge: 4 };
  const multiple = /^(\d+)xlarge$/.exec(size);
  return multiple ? Number(multiple[1]) * 4 : named[size];
}

/** 100 MiB before eviction, 255 MiB and 11 MiB for each of 29 pods. awslabs/amazon-eks-ami, bootstrap.sh */
const RESERVED_MEMORY_KI = (100 + 255 + 11 * 29) * 1024;

/** 6 % of the first processor, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest. amazon-eks-ami, bootstrap.sh */
function reservedMillicores(cpus: number): number {
  const shares = [60, 10, 5, 5];
  return Array.from({ length: cpus }, (_, index) => shares[index] ?? 2.5).reduce((sum, share) => sum + share, 0);
}
