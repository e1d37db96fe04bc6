import { percentEncode } from '../wire/percent-encoding.ts';
import { invalidArgument } from './s3-errors.ts';

/** XML cannot hold every key: clients ask for percent-encoded ones. Slashes stay. Throws InvalidArgument. */
export function keyEncoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType === 'url') return (text) => percentEncode(text).replaceAll('%2F', '/');
  throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
}
