import { createEventRecorder } from '../kubelet/event-recorder.ts';
import { clusterRoleAggregation } from './cluster-role-aggregation.ts';
import { type ControllerOptions, runController } from './controller.ts';
import { daemonSetController } from './daemon-sets.ts';
import { deploymentController } from './deployments.ts';
import { garbageCollector } from './garbage-collection.ts';
import { namespaceController } from './namespaces.ts';
import { replicaSetController } from './replica-sets.ts';

/**
 * Starts the controllers that the labs need: namespaces, Deployments, ReplicaSets, DaemonSets, garbage collection. They act
 * on storage's events; the returned function ends them. Starting again takes up whatever storage holds.
 */
export function startControllers(options: ControllerOptions): () => void {
  const context = { ...options, record: createEventRecorder(options, '') };
  const workloads = [deploymentController, replicaSetController, daemonSetController];
  const controllers = [namespaceController, ...workloads, garbageCollector, clusterRoleAggregation];
  const stops = controllers.map((controller) => runController(controller(context), context));
  return () => {
    for (const stop of stops) stop();
  };
}
