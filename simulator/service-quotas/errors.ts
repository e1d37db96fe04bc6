import { AwsError } from '../aws-error.ts';

export const noSuchResource = (message: string) => new AwsError('NoSuchResourceException', 400, message);
export const illegalArgument = (message: string) => new AwsError('IllegalArgumentException', 400, message);
