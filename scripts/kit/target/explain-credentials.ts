import { WrongInput } from '../wrong-input.ts';

const REMEDY = 'Sign in as you do for the AWS CLI (aws sso login, aws configure), or name a profile in AWS_PROFILE.';

/** Why there are no credentials, in one sentence and the remedy; other errors as they are. */
export function explainCredentials(error: unknown): unknown {
  if (!(error instanceof Error) || !NO_CREDENTIALS.test(error.name)) return error;
  return new WrongInput(`AWS credentials cannot be used: ${firstLine(error)} ${REMEDY}`);
}

/** The SDK's own, and what STS says of keys that are wrong or over. */
const NO_CREDENTIALS =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClientException)$/;

const firstLine = ({ message }: Error) => message.split('\n')[0]?.trim().replace(/\.?$/, '.') ?? '';
