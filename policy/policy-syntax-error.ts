/**
 * A document that IAM would refuse. `message` is AWS's text, where one is known; the service decides on the code
 * (`MalformedPolicyDocument` in IAM and STS, `MalformedPolicy` in S3).
 */
export class PolicySyntaxError extends Error {
  readonly code = 'MalformedPolicyDocument';

  constructor(message: string) {
    super(message);
    this.name = 'PolicySyntaxError';
  }
}
