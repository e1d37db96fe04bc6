import { invalidBucketName } from './s3-errors.ts';

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|\.mrap)$/;

/** Throws InvalidBucketName. S3 user guide, "General purpose bucket naming rules". */
export function checkBucketName(name: string): void {
  const valid = NAME.test(name) && !name.includes('..') && !IP_ADDRESS.test(name) && !RESERVED.test(name);
  if (!valid) throw invalidBucketName(name);
}
