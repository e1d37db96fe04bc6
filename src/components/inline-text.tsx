import { createElement, Fragment } from 'react';

/** A text of data, with its `code` between backquotes shown as code. */
export function InlineText({ children }: { children: string }) {
  const parts = children.split('`').map((part, index) => (index % 2 === 1 ? createElement('code', null, part) : part));
  return createElement(Fragment, null, ...parts);
}
