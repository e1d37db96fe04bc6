/** Keys in the order of S3, which is that of their UTF-8. API reference, ListObjectsV2 */
export function compareKeys(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (left !== right) return weight(left) - weight(right);
  }
  return one.length - other.length;
}

/** UTF-16 writes what lies beyond U+FFFF with code units (surrogates) below U+E000; in UTF-8 it comes after U+FFFF. */
function weight(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
