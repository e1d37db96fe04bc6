const HOSTED = /^([a-z0-9][a-z0-9.-]+)\.s3[.-][a-z0-9-]+\.amazonaws\.com$/;
const BY_PATH = /^s3[.-][a-z0-9-]+\.amazonaws\.com$/;

/**
 * The bucket and the key that an https URL of S3 names, the bucket in the host or first in the path; undefined for any
 * other. S3 user guide, "Virtual hosting of general purpose buckets"
 */
export function findPublicBucket(url: string): { bucket: string; key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'https:') return undefined;
  const path = decodePath(pathname.slice(1));
  const bucket = HOSTED.exec(host)?.[1];
  if (bucket !== undefined) return { bucket, key: path };
  const [first = '', ...rest] = path.split('/');
  return BY_PATH.test(host) && first !== '' ? { bucket: first, key: rest.join('/') } : undefined;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
