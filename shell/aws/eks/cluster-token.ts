import type { SignatureV4 } from '@smithy/signature-v4';
import { requestUrl } from '../request-handler.ts';
import { requestTo } from '../signer.ts';

const URL_SECONDS = 60;

interface TokenRequest {
  /** Signs for STS. */
  signer: SignatureV4;
  /** Of STS, without a slash at its end. */
  endpoint: string;
  cluster: string;
  /** Milliseconds since the epoch; the token lives for 15 minutes from then. */
  now: number;
}

/** The token of `aws eks get-token`: a presigned GetCallerIdentity that names the cluster. facts C.5 */
export async function clusterToken({ signer, endpoint, cluster, now }: TokenRequest): Promise<string> {
  const url = `${endpoint}/?Action=GetCallerIdentity&Version=2011-06-15`;
  const signed = await signer.presign(requestTo(url, 'GET', { 'x-k8s-aws-id': cluster }), {
    expiresIn: URL_SECONDS,
    signingDate: new Date(now),
  });
  const base64 = btoa(requestUrl(signed as ReturnType<typeof requestTo>));
  return `k8s-aws-v1.${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}
