import type { Service } from './operation.ts';
import { modelService, type ServiceModel } from './schema/service-model.ts';

export type LoadServices = Record<string, () => Promise<Service>>;

/** Finds services by signing name: loaded and prepared at the first request, kept from then on. */
export function loadServices(loaders: LoadServices): (name: string) => Promise<ServiceModel | undefined> {
  const models = new Map<string, Promise<ServiceModel>>();
  return async (name) => {
    const known = models.get(name);
    if (known) return known;
    const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
    if (!load) return undefined;
    const model = load().then(modelService);
    models.set(name, model);
    // A load that failed is tried again by the next request.
    model.catch(() => models.delete(name));
    return model;
  };
}
