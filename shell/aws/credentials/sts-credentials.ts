import type { AwsKeys } from './credentials.ts';

/** As STS answers them. */
export interface StsCredentials {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
}

export function asKeys(credentials: StsCredentials | undefined): AwsKeys | undefined {
  return (
    credentials && {
      accessKeyId: credentials.AccessKeyId,
      secretAccessKey: credentials.SecretAccessKey,
      sessionToken: credentials.SessionToken,
    }
  );
}
