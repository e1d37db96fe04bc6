import type { TextTest } from '../wildcard.ts';

interface Address {
  bits: 32 | 128;
  value: bigint;
}

/** Prepares `203.0.113.0/24`, `2001:db8::/32` or one address; undefined if it is neither. */
export function compileAddressRange(range: string): TextTest | undefined {
  const [address = '', prefixLength, ...rest] = range.split('/');
  const network = parseAddress(address);
  if (!network || rest.length > 0) return undefined;
  const length = prefixLength === undefined ? network.bits : Number(prefixLength);
  if (prefixLength === '' || !Number.isInteger(length) || length < 0 || length > network.bits) return undefined;
  const shift = BigInt(network.bits - length);
  const wanted = network.value >> shift;
  return (text) => {
    const actual = parseAddress(text);
    return actual?.bits === network.bits && actual.value >> shift === wanted;
  };
}

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Address | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256)) return undefined;
  return { bits: 32, value: octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n) };
}

function parseIpv6(text: string): Address | undefined {
  const [head = '', tail, ...rest] = text.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - before.length - after.length;
  if (rest.length > 0 || missing < 0 || (tail === undefined && missing !== 0)) return undefined;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { bits: 128, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}
