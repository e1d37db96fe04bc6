import { createEventRecorder } from '../kubelet/event-recorder.ts';
import { clusterRoleAggregation } from './cluster-role-aggregation.ts';
import { type ControllerOptions, runController } from './controller.ts';
import { daemonSetController } from './daemon-sets.ts';
import { deploymentController } from './deployments.ts';
import { garbageCollector } from './garbage-collection.ts';
import { jobController } from './jobs.ts';
import { namespaceController } from './namespaces.ts';
import { replicaSetController } from './replica-sets.ts';
import { serviceEndpointsController } from './service-endpoints.ts';

const WORKLOADS = [deploymentController, replicaSetController, daemonSetController, jobController];
const UPKEEP = [namespaceController, serviceEndpointsController, garbageCollector, clusterRoleAggregation];
const CONTROLLERS = [...WORKLOADS, ...UPKEEP];

/**
 * Starts a cluster's controllers. They act on storage's events; the returned function ends them. Starting again takes up
 * whatever storage holds.
 */
export function startControllers(options: ControllerOptions): () => void {
  const context = { ...options, record: createEventRecorder(options, '') };
  const stops = CONTROLLERS.map((controller) => runController(controller(context), context));
  return () => {
    for (const stop of stops) stop();
  };
}
