/** A text of data, with its `code` between backquotes shown as code. */
export function InlineText({ children }: { children: string }) {
  return children.split('`').map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts never move.
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
