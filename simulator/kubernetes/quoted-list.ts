/** A list of texts as Go's %q prints it: `["a" "b"]`. */
export const quotedList = (list: string[]): string => `[${list.map((text) => JSON.stringify(text)).join(' ')}]`;
