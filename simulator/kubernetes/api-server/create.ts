import { SAFE_CHARACTERS } from '../safe-characters.ts';
import type { KubeObject } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import type { Json } from './body.ts';
import { readIncoming } from './incoming.ts';
import { type Kind, resourceName } from './kinds.ts';
import { withManager } from './managed-fields.ts';
import { strategyOf } from './strategies.ts';
import { validateMetadata } from './validate-metadata.ts';
import { isDryRun, requireGrantable, requireNamespace, requireValid, withDefaults } from './writing.ts';

/** POST: reads, completes, admits, validates and stores an object. Throws StatusError. */
export async function createObject(context: ApiContext, request: ResourceRequest, body: Json): Promise<KubeObject> {
  const incoming = withDefaults(request.kind, readIncoming(request, body));
  const object = withManager(context, request, undefined, incoming);
  requireGrantable(context, request, object);
  return storeNew(context, request.kind, object, isDryRun(request));
}

/** The way of every new object, whoever makes it. */
export async function storeNew(
  context: ApiContext,
  kind: Kind,
  incoming: KubeObject,
  dryRun = false,
): Promise<KubeObject> {
  const strategy = strategyOf(kind.kind);
  let object = named(context, incoming);
  if (strategy.withDefaults) object = strategy.withDefaults(object);
  if (strategy.allocate) object = strategy.allocate(object, context);
  if (strategy.initialStatus) object = { ...object, status: strategy.initialStatus(object) };
  requireNamespace(context, kind, object);
  if (kind.kind === 'Pod') object = await context.admitPod(object);
  requireValid(kind, object.metadata.name, [...validateMetadata(kind, object), ...(strategy.validate?.(object) ?? [])]);
  return dryRun ? unstored(context, object) : context.storage.create(resourceName(kind), object);
}

const SERVER_SET = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp'];

/** The object as created: with its name, and without what only the server sets. */
function named({ ids }: ApiContext, object: KubeObject): KubeObject {
  const { name, generateName } = object.metadata;
  const kept = Object.entries(object.metadata).filter(([field]) => !SERVER_SET.includes(field));
  const metadata = Object.fromEntries(kept) as unknown as KubeObject['metadata'];
  const generated = generateName ? generateName + ids.chars(5, SAFE_CHARACTERS) : '';
  return { ...object, metadata: { ...metadata, name: name || generated } };
}

function unstored({ ids, clock }: ApiContext, object: KubeObject): KubeObject {
  const metadata = {
    ...object.metadata,
    uid: object.metadata.uid || ids.uuid(),
    creationTimestamp: timestamp(clock.now()),
  };
  return { ...object, metadata };
}
