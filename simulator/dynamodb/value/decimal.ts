import { validationError } from '../dynamodb-errors.ts';

/** A number of up to 38 digits, which JavaScript's own cannot hold: `sign × 0.digits × 10^exponent`. */
interface Decimal {
  sign: -1 | 0 | 1;
  /** Without leading or trailing zeros. */
  digits: string;
  exponent: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
const MAX_DIGITS = 38;
const MAX_EXPONENT = 126;
const MIN_EXPONENT = -129;

/** A number as DynamoDB gives it back: `1.50e1` is `15`. Errors: ValidationException. */
export function normalizeNumber(text: string): string {
  if (text === '') throw validationError('The parameter cannot be converted to a numeric value');
  const decimal = parseDecimal(text);
  if (!decimal) throw validationError(`The parameter cannot be converted to a numeric value: ${text}`);
  if (decimal.digits.length > MAX_DIGITS) {
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  }
  const beyond = (kind: string, than: string) =>
    validationError(`Number ${kind}. Attempting to store a number with magnitude ${than} than supported range`);
  if (decimal.sign !== 0 && decimal.exponent > MAX_EXPONENT) throw beyond('overflow', 'larger');
  if (decimal.sign !== 0 && decimal.exponent < MIN_EXPONENT) throw beyond('underflow', 'smaller');
  return formatDecimal(decimal);
}

/** Negative, zero or positive, as for sort. Both must be numbers. */
export function compareNumbers(one: string, other: string): number {
  const [a, b] = [parseDecimal(one), parseDecimal(other)];
  if (!a || !b) return 0;
  if (a.sign !== b.sign) return a.sign - b.sign;
  if (a.exponent !== b.exponent) return a.sign * (a.exponent - b.exponent);
  return a.sign * (a.digits < b.digits ? -1 : Number(a.digits > b.digits));
}

/** Exact sum of two numbers, or their difference. */
export function addNumbers(one: string, other: string, sign: 1 | -1 = 1): string {
  const [a, b] = [scaled(one), scaled(other)];
  const scale = Math.max(a.scale, b.scale);
  const lift = ({ integer, scale: own }: Scaled) => integer * 10n ** BigInt(scale - own);
  return normalizeNumber(`${lift(a) + BigInt(sign) * lift(b)}e-${scale}`);
}

interface Scaled {
  integer: bigint;
  /** The number is integer × 10^-scale. */
  scale: number;
}

function scaled(text: string): Scaled {
  const { sign, digits, exponent } = parseDecimal(text) ?? { sign: 0, digits: '', exponent: 0 };
  if (sign === 0) return { integer: 0n, scale: 0 };
  const scale = Math.max(digits.length - exponent, 0);
  return { integer: BigInt(sign) * BigInt(digits) * 10n ** BigInt(scale + exponent - digits.length), scale };
}

function parseDecimal(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', power = '0'] = NUMBER.exec(text) ?? [];
  if (whole + fraction === '' || sign === undefined) return undefined;
  const all = whole + fraction;
  const leading = all.length - all.replace(/^0+/, '').length;
  const digits = all.slice(leading).replace(/0+$/, '');
  if (digits === '') return { sign: 0, digits: '', exponent: 0 };
  return { sign: sign === '-' ? -1 : 1, digits, exponent: whole.length - leading + Number(power) };
}

function formatDecimal({ sign, digits, exponent }: Decimal): string {
  if (sign === 0) return '0';
  const minus = sign < 0 ? '-' : '';
  if (exponent >= digits.length) return minus + digits.padEnd(exponent, '0');
  if (exponent <= 0) return `${minus}0.${'0'.repeat(-exponent)}${digits}`;
  return `${minus}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}
