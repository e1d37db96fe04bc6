import { PolicySyntaxError } from '../../policy/index.ts';
import { AwsError } from '../aws-error.ts';
import { compiledDocument } from '../iam/compiled-document.ts';
import { requirePackedSize } from '../sts/packed-size.ts';

const MAX_LENGTH = 2048;

/**
 * Why an association cannot have this session policy; undefined if it can. EKS looks at the JSON, the length, the policy's
 * grammar and its packed size. Whether the role allows as much it does not ask.
 *
 * https://shinyaz.com/en/blog/2026/03/26/eks-pod-identity-session-policy, with the texts for session tags and length.
 */
export function whyNoSessionPolicy(policy: string, disableSessionTags: boolean | undefined): string | undefined {
  if (!disableSessionTags) return 'When policy is specified, disableSessionTags must be set to true';
  // Assumed; not confirmed against AWS: the text.
  if (!isJsonObject(policy)) return 'The policy is not valid JSON.';
  if (policy.length > MAX_LENGTH) return `The parameter policy should not be greater than ${MAX_LENGTH} characters.`;
  // Assumed; not confirmed against AWS: that what STS would say is passed on.
  return whyNotCompiled(policy) ?? whyTooLarge(policy);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function whyNotCompiled(policy: string): string | undefined {
  try {
    compiledDocument(policy, 'session');
    return undefined;
  } catch (error) {
    if (error instanceof PolicySyntaxError) return error.message;
    throw error;
  }
}

function whyTooLarge(policy: string): string | undefined {
  try {
    requirePackedSize({ tags: {}, transitiveTagKeys: [], policies: [policy] });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}
