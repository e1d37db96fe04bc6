/** The condition keys of a call that passes tags: aws:RequestTag/<key> and aws:TagKeys; none if it passes none. facts F.1 */
export function requestTagKeys(tags: Record<string, string> = {}): Record<string, string | string[]> {
  const given = Object.entries(tags);
  if (given.length === 0) return {};
  const keys = given.map(([key, value]) => [`aws:RequestTag/${key}`, value] as const);
  return { ...Object.fromEntries(keys), 'aws:TagKeys': given.map(([key]) => key) };
}
