import { usePluginData } from '@docusaurus/useGlobalData';
import type { Fault } from './faults.ts';
import type { Module } from './modules-plugin.ts';

const useWorkshop = () => usePluginData('workshop-modules') as { modules: Module[]; faults: Fault[] };

/** The workshop's modules, in order. */
export function useModules(): Module[] {
  return useWorkshop().modules;
}

/** What the labs break on purpose, in the order of labs and steps. */
export function useFaults(): Fault[] {
  return useWorkshop().faults;
}
