import { percentEncode } from '../wire/percent-encoding.ts';

/** XML cannot hold every key: clients ask for percent-encoded ones. Slashes stay. */
export function keyEncoder(encodingType: string | undefined): (text: string) => string {
  return encodingType === 'url' ? (text) => percentEncode(text).replaceAll('%2F', '/') : (text) => text;
}
