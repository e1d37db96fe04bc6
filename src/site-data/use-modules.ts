import { usePluginData } from '@docusaurus/useGlobalData';
import type { Module } from './modules-plugin.ts';

/** The workshop's modules, in order. */
export function useModules(): Module[] {
  return (usePluginData('workshop-modules') as { modules: Module[] }).modules;
}
