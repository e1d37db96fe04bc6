import { ec2Error, invalidValue } from '../ec2-errors.ts';

/** A block of IPv4 addresses, by their numbers. */
export interface Cidr {
  first: number;
  last: number;
  prefixLength: number;
}

/** Undefined if the text is no IPv4 block. Host bits count as zero, as EC2 takes `10.0.0.7/16` for `10.0.0.0/16`. */
export function parseCidr(text: string): Cidr | undefined {
  const [, address = '', length = ''] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text) ?? [];
  const bytes = address.split('.').map(Number);
  const prefixLength = Number(length);
  if (address === '' || bytes.some((byte) => byte > 255) || prefixLength > 32) return undefined;
  const size = 2 ** (32 - prefixLength);
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const first = number - (number % size);
  return { first, last: first + size - 1, prefixLength };
}

/** Canonical: `10.0.0.0/16`. */
export function formatCidr({ first, prefixLength }: Cidr): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${bytes.join('.')}/${prefixLength}`;
}

export const contains = (outer: Cidr, inner: Cidr) => outer.first <= inner.first && inner.last <= outer.last;
export const overlaps = (one: Cidr, other: Cidr) => one.first <= other.last && other.first <= one.last;

/** Errors: InvalidParameterValue. Text: getmoto/moto, moto/ec2/exceptions.py */
export function getCidr(text: string, parameter: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr) return cidr;
  throw invalidValue(`Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`);
}

/**
 * The block of a new VPC or subnet, which is of 16 to 65,536 addresses. Errors: MissingParameter, InvalidParameterValue,
 * and `rangeCode`. Amazon VPC user guide, "VPC CIDR blocks"; https://github.com/grycap/im/issues/1011
 */
export function getBlock(text: string | undefined, rangeCode: string): Cidr {
  // Text: hashicorp/terraform-provider-aws#42414.
  if (!text) throw ec2Error('MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
  const cidr = getCidr(text, 'cidrBlock');
  if (cidr.prefixLength < 16 || cidr.prefixLength > 28) throw invalidRange(rangeCode, text);
  return cidr;
}

export const invalidRange = (code: string, text: string) => ec2Error(code, `The CIDR '${text}' is invalid.`);
