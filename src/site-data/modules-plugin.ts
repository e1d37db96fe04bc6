import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { parse } from 'yaml';

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
 * Reads the pages' front matter, so that the overview lists exactly the modules that exist: adding a page is enough.
 *
 * Errors: a page without title, description or minutes stops the build and is named.
 */
export default function modulesPlugin(context: LoadContext): Plugin<Module[]> {
  const folder = join(context.siteDir, 'docs');
  return {
    name: 'workshop-modules',
    getPathsToWatch: () => [join(folder, '*.mdx')],
    async loadContent() {
      const pages = (await readdir(folder)).filter((file) => /^\d\d-.*\.mdx$/.test(file)).sort();
      return Promise.all(pages.map((page) => readModule(folder, page)));
    },
    async contentLoaded({ content, actions }) {
      actions.setGlobalData({ modules: content });
    },
  };
}

async function readModule(folder: string, page: string): Promise<Module> {
  const text = await readFile(join(folder, page), 'utf8');
  const frontMatter = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
  const { title, description, minutes, slug } = parse(frontMatter) as Partial<Module> & { slug?: string };
  if (!title || !description || minutes === undefined) {
    throw new Error(`docs/${page}: the front matter needs title, description and minutes.`);
  }
  const path = slug ?? page.replace(/^\d\d-/, '').replace(/\.mdx$/, '');
  return { id: page.slice(0, 2), title, description, minutes, href: `/labs/${path.replace(/^\//, '')}` };
}
