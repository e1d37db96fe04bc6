import type * as Preset from '@docusaurus/preset-classic';
import type { Config } from '@docusaurus/types';
import { darkCode, lightCode } from './src/site-data/code-themes.ts';
import { numberedSidebar } from './src/site-data/numbered-sidebar.ts';

const config: Config = {
  title: 'Pod Identity Workshop',
  tagline: 'How pods on Amazon EKS get AWS permissions: IRSA and EKS Pod Identity, side by side',
  favicon: 'img/logo.svg',
  url: 'http://localhost',
  baseUrl: '/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  // Cascade layers stay off: their polyfill hashes ids inside CSS modules, and then Infima's rules win over ours (3.10.2).
  future: {
    v4: {
      removeLegacyPostBuildHeadAttribute: true,
      useCssCascadeLayers: false,
      siteStorageNamespacing: true,
      fasterByDefault: true,
      mdx1CompatDisabledByDefault: true,
    },
  },
  i18n: { defaultLocale: 'en', locales: ['en'] },
  markdown: { mermaid: true, hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  presets: [
    [
      'classic',
      {
        docs: {
          routeBasePath: 'labs',
          sidebarPath: './sidebars.ts',
          sidebarItemsGenerator: numberedSidebar,
          breadcrumbs: false,
        },
        blog: false,
        sitemap: false,
        theme: { customCss: ['./src/css/custom.css', './src/css/print.css'] },
      } satisfies Preset.Options,
    ],
  ],
  plugins: ['./src/site-data/modules-plugin.ts', './src/site-data/generated-modules-plugin.ts'],
  themes: [
    '@docusaurus/theme-mermaid',
    [
      '@easyops-cn/docusaurus-search-local',
      { hashed: true, indexBlog: false, docsRouteBasePath: 'labs', highlightSearchTermsOnTargetPage: true },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: 'Pod Identity Workshop',
      logo: { alt: '', src: 'img/logo.svg' },
      items: [
        { to: '/', label: 'Overview', position: 'left', activeBaseRegex: '^/$' },
        { type: 'docSidebar', sidebarId: 'labs', label: 'Labs', position: 'left' },
      ],
    },
    docs: { sidebar: { hideable: true } },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    prism: { theme: lightCode, darkTheme: darkCode, additionalLanguages: ['bash', 'hcl', 'json', 'yaml'] },
    mermaid: {
      theme: { light: 'neutral', dark: 'dark' },
      // At their own size, scrolled where the screen is narrow: shrunk to fit, the texts could not be read.
      options: {
        sequence: { useMaxWidth: false, wrap: true, width: 110, actorMargin: 22, boxMargin: 6, messageMargin: 30 },
      },
    },
    footer: {
      style: 'light',
      copyright: 'Runs on your machine. No AWS account, no cost, nothing leaves the loopback interface.',
    },
  } satisfies Preset.ThemeConfig,
};

export default config;
