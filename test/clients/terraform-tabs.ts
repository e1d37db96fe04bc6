/** One Terraform tab of a page: what it says in place of the CLI tab beside it. */
export interface TerraformTab {
  /** Lines of the page, of the whole group of tabs. */
  first: number;
  last: number;
  snippets: Snippet[];
}

export interface Snippet {
  text: string;
  /** The step after which it can be applied, of `after=<id>`; undefined: in place of the CLI tab's commands. */
  after?: string;
}

// A snippet that the provider of these tests cannot take says so in a comment, to the learner too.
const UNTESTED = /^# Not tested here: (.*)$/m;

/** The page's Terraform tabs, in its order. */
export function terraformTabs(page: string): TerraformTab[] {
  return [...page.matchAll(/<ToolTabs>\n([\s\S]*?)<\/ToolTabs>/g)].flatMap(({ index, 0: group, 1: tabs = '' }) => {
    const first = lineAt(page, index);
    const snippets = [...tabs.matchAll(/^```hcl(?: after=(\S+))?\n([\s\S]*?)^```$/gm)];
    if (snippets.length === 0) return [];
    const found = snippets.map(([, after, text = '']) => ({ text, ...(after && { after }) }));
    return [{ first, last: first + lineAt(group, group.length) - 1, snippets: found }];
  });
}

/** Why a tab is not applied; undefined if it is. */
export function whyUntested({ snippets }: TerraformTab): string | undefined {
  return snippets.map(({ text }) => UNTESTED.exec(text)?.[1]).find((reason) => reason !== undefined);
}

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;
