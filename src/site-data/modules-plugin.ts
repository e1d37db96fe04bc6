import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { allLabs } from '../../labs/all-labs.ts';
import { type Fault, listFaults } from './faults.ts';
import { requireLabFrontMatter } from './lab-front-matter.ts';

/** One module of the workshop, as its page's front matter describes it. */
export interface Module {
  /** Two digits: `03`. */
  id: string;
  title: string;
  description: string;
  minutes: number;
  href: string;
}

/**
 * Reads the pages' front matter, so that the overview lists exactly the modules that exist: adding a page is enough. The
 * labs' faults come from the labs themselves.
 *
 * Errors: a lab page that lacks a part stops the build and is named.
 */
export default function modulesPlugin(context: LoadContext): Plugin<{ modules: Module[]; faults: Fault[] }> {
  const folder = join(context.siteDir, 'docs');
  return {
    name: 'workshop-modules',
    getPathsToWatch: () => [join(folder, '*.mdx')],
    async loadContent() {
      const pages = (await readdir(folder)).filter((file) => /^\d\d-.*\.mdx$/.test(file)).sort();
      const modules = await Promise.all(pages.map((page) => readModule(folder, page)));
      return { modules, faults: listFaults(allLabs) };
    },
    async contentLoaded({ content, actions }) {
      actions.setGlobalData(content);
    },
  };
}

async function readModule(folder: string, page: string): Promise<Module> {
  const text = await readFile(join(folder, page), 'utf8');
  const { title, description, minutes, slug } = requireLabFrontMatter(page, text);
  const path = slug ?? page.replace(/^\d\d-/, '').replace(/\.mdx$/, '');
  return { id: page.slice(0, 2), title, description, minutes, href: `/labs/${path.replace(/^\//, '')}` };
}
