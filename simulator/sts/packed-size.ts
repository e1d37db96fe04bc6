import { AwsError } from '../aws-error.ts';

// STS packs policies and tags into the token in a format of its own. Assumed; not confirmed against AWS: plain sums,
// fitted to what was seen: EKS's six transitive tags took 61 % (facts B.6), a policy of 1,690 characters 157 %.
const TAG_BUDGET = 632;
const POLICY_BUDGET = 1076;

export interface Packed {
  tags: Record<string, string>;
  transitiveTagKeys: string[];
  policies: string[];
}

/** What policies and tags take of the token's room, in per cent; undefined if there are none. */
export function packedSize({ tags, transitiveTagKeys, policies }: Packed): number | undefined {
  const tagTexts = [...Object.entries(tags).flat(), ...transitiveTagKeys];
  if (tagTexts.length + policies.length === 0) return undefined;
  return Math.ceil((100 * length(tagTexts)) / TAG_BUDGET + (100 * length(policies)) / POLICY_BUDGET);
}

/** As `packedSize`. Errors: PackedPolicyTooLarge 400 over 100 %. facts D */
export function requirePackedSize(packed: Packed): number | undefined {
  const size = packedSize(packed);
  if (size === undefined || size <= 100) return size;
  const text =
    packed.policies.length > 0
      ? `Packed policy consumes ${size}% of allotted space, please use smaller policy.`
      : `Packed size of session tags consumes ${size}% of allotted space.`;
  throw new AwsError('PackedPolicyTooLarge', 400, text);
}

const length = (texts: string[]) => texts.reduce((sum, text) => sum + text.length, 0);
