import type { JobSpec, JobStatus } from 'kubernetes-types/batch/v1';
import type { KubeObject } from '../storage.ts';
import type { Column } from './columns.ts';
import { humanDuration } from './human-duration.ts';

/** STATUS, COMPLETIONS and DURATION as `kubectl get jobs` shows them. kubernetes printers.go printJob */
export const JOB_COLUMNS: Column[] = [
  { name: 'Status', cell: jobStatus },
  { name: 'Completions', cell: completions },
  { name: 'Duration', cell: duration },
];

const view = ({ spec, status }: KubeObject) => ({ spec: (spec ?? {}) as JobSpec, status: (status ?? {}) as JobStatus });

function jobStatus(job: KubeObject): string {
  const { conditions = [] } = view(job).status;
  const holds = (type: string) => conditions.some((one) => one.type === type && one.status === 'True');
  const finished = ['Complete', 'Failed'].find(holds);
  if (finished) return finished;
  if (job.metadata.deletionTimestamp) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running';
}

function completions(job: KubeObject): string {
  const { spec, status } = view(job);
  const { succeeded = 0 } = status;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const { parallelism = 0 } = spec;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function duration(job: KubeObject, nowMs: number): string {
  const { startTime, completionTime } = view(job).status;
  if (!startTime) return '';
  return humanDuration((completionTime ? Date.parse(String(completionTime)) : nowMs) - Date.parse(String(startTime)));
}
