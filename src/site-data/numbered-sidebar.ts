import type { PluginOptions } from '@docusaurus/plugin-content-docs';

/** The sidebar that Docusaurus makes, with a lab's number before its title: it is what `lab:verify -- 08` takes. */
export const numberedSidebar: PluginOptions['sidebarItemsGenerator'] = async ({
  defaultSidebarItemsGenerator,
  docs,
  ...rest
}) => {
  const items = await defaultSidebarItemsGenerator({ docs, ...rest });
  return items.map((item) => {
    const page = item.type === 'doc' ? docs.find(({ id }) => id === item.id) : undefined;
    const number = /\/docs\/(\d\d)-/.exec(page?.source ?? '')?.[1];
    return page && number !== undefined ? { ...item, label: `${number} ${page.title}` } : item;
  });
};
