import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { Certificates } from './certificates.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const TEN_YEARS_MS = 10 * 365 * 24 * 3600 * 1000;
const ONE_DAY_MS = 24 * 3600 * 1000;

/** A new authority and a certificate by it for 127.0.0.1, localhost and the names that EKS gives API servers. */
export async function issueCertificates(): Promise<Certificates> {
  const crypto = webcrypto as Crypto;
  x509.cryptoProvider.set(crypto);
  const authorityKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const serverKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  // A clock a little behind, in a container or a suspended laptop, must not see a certificate from the future.
  const validity = { notBefore: new Date(Date.now() - ONE_DAY_MS), notAfter: new Date(Date.now() + TEN_YEARS_MS) };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=kubernetes',
    ...validity,
    signingAlgorithm: ALGORITHM,
    keys: authorityKeys,
    extensions: authorityExtensions(),
  });
  const server = await x509.X509CertificateGenerator.create({
    serialNumber: '02',
    subject: 'CN=kube-apiserver',
    issuer: authority.subject,
    ...validity,
    signingAlgorithm: ALGORITHM,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [...serverExtensions(), await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey)],
  });
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey), 'PRIVATE KEY');
  return { caPem: pem(authority), server: { key: `${key}\n`, cert: pem(server) } };
}

function authorityExtensions(): x509.Extension[] {
  const { keyCertSign, digitalSignature } = x509.KeyUsageFlags;
  return [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(keyCertSign | digitalSignature, true),
  ];
}

function serverExtensions(): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension([
      { type: 'ip', value: '127.0.0.1' },
      { type: 'dns', value: 'localhost' },
      { type: 'dns', value: 'kubernetes.default.svc' },
      // `https://<ID>.gr7.us-west-2.eks.amazonaws.com` is what DescribeCluster shows on AWS. facts C.2
      { type: 'dns', value: '*.gr7.us-west-2.eks.amazonaws.com' },
    ]),
  ];
}

function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
