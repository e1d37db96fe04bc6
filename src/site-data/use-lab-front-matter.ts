import { useDoc } from '@docusaurus/plugin-content-docs/client';
import type { LabFrontMatter } from './lab-front-matter.ts';
import { useModules } from './use-modules.ts';

/** The data of the lab page that is being shown; undefined on other pages. The modules plugin has checked it. */
export function useLabFrontMatter(): (LabFrontMatter & { id: string }) | undefined {
  const { metadata, frontMatter } = useDoc();
  const module = useModules().find((candidate) => metadata.permalink.endsWith(candidate.href));
  return module && { ...(frontMatter as unknown as LabFrontMatter), id: module.id };
}
