import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Listener } from '../../host/listen.ts';
import { allLabs } from '../../labs/all-labs.ts';
import { buildSite, isSiteBuilt, serveSite } from '../../scripts/kit/site.ts';
import { launchBrowser } from './browser.ts';

const PAGES = [
  '/',
  ...allLabs.map(({ page }) => `/labs/${page.replace(/^\d\d-/, '')}`),
  ...['why', 'errors', 'glossary', 'instructor'].map((name) => `/labs/${name}`),
];
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let site: Listener;
let base: string;

beforeAll(async () => {
  if (!isSiteBuilt()) await buildSite();
  site = await serveSite([0]);
  base = `http://localhost:${site.port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function open(path: string, viewport = WIDE): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage({ viewport });
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(base + path, { waitUntil: 'load' });
  // Menus and search answer only once React has taken over the page.
  await page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
  return { page, errors };
}

it.each(PAGES)('%s fits a wide screen and a phone, and logs no error', async (path) => {
  const { page, errors } = await open(path, WIDE);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  expect(await overflowOf(page)).toBe(0);
  await page.setViewportSize(PHONE);
  await page.reload();
  expect(await overflowOf(page)).toBe(0);
  expect(errors).toEqual([]);
  await page.close();
});

const overflowOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe('a self-check', () => {
  it('keeps the answers of its self-check until they are asked for', async () => {
    const { page } = await open('/labs/pod-identity');
    const question = page.getByRole('listitem').filter({ hasText: 'Which of the three steps do you repeat' });
    const answer = question.getByText('The role is never edited');
    expect(await answer.isVisible()).toBe(false);
    await question.getByText('Answer', { exact: true }).click();
    expect(await answer.isVisible()).toBe(true);
    await page.close();
  });

  it('is printed without menus, with the answers shown', async () => {
    const { page } = await open('/labs/pod-identity');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav.navbar').isVisible()).toBe(false);
    expect(await page.getByText('Answers to the self-check').isVisible()).toBe(true);
    expect(await page.getByText('The role is never edited').last().isVisible()).toBe(true);
    await page.close();
  });
});

describe('the overview', () => {
  it('links each row of the comparison to its lab, or says that the lab is not written yet', async () => {
    const { page } = await open('/');
    const rows = page.getByRole('region', { name: 'EKS Pod Identity and IRSA compared' }).locator('tbody tr');
    expect(await rows.count()).toBe(6);
    for (const row of await rows.all()) expect(await row.innerText()).toMatch(/Lab \d\d: \S/);
    await rows.first().getByRole('link').click();
    await page.waitForURL('**/labs/role-extensibility');
    await page.close();
  });
});

describe('a lab page', () => {
  it('marks the commands that are meant to fail', async () => {
    const { page } = await open('/labs/role-extensibility');
    expect(await page.getByText('Meant to fail').count()).toBeGreaterThan(0);
    await page.close();
  });

  it('draws its diagrams', async () => {
    const { page } = await open('/labs/pod-identity');
    await page.locator('.docusaurus-mermaid-container svg').first().waitFor();
    await page.close();
  });

  it('copies a command with its button', async () => {
    const { page } = await open('/labs/start-here');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const block = page.locator('.theme-code-block').first();
    await block.hover();
    await block.getByRole('button', { name: /copy/i }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const lines = await block.locator('code .token-line').allTextContents();
    expect(copied.trimEnd().split('\n')).toEqual(lines.map((line) => line.trimEnd()));
    await page.close();
  });

  it('can be reached by keyboard alone', async () => {
    const { page } = await open('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to main content');
    await page.close();
  });
});

describe('search', () => {
  it('finds a lab by a word of its text', async () => {
    const { page } = await open('/');
    const box = page.getByLabel('Search');
    // The index is fetched when the box gets the focus.
    await box.focus();
    await page.locator('.aa-suggestion, [role=combobox]').first().waitFor({ state: 'attached' });
    await box.fill('association');
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('option').first().innerText()).toMatch(/association/i);
    await page.close();
  });
});

describe('dark mode', () => {
  it('follows the system and can be switched', async () => {
    const page = await browser.newPage({ colorScheme: 'dark' });
    await page.goto(base, { waitUntil: 'load' });
    await page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
    const theme = () => page.locator('html').getAttribute('data-theme');
    expect(await theme()).toBe('dark');
    await page.getByRole('button', { name: /Switch between dark and light mode/ }).click();
    expect(await theme()).toBe('light');
    await page.close();
  });
});
