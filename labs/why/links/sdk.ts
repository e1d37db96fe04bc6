import { link, unknown } from '../link.ts';

/** facts E.3 */
const SINCE = {
  'Pod Identity': 'JavaScript 3.458.0, boto3 1.34.41, AWS CLI 1.30.0 or 2.15.0, Java 2.21.30, Go 2023-11-14',
  IRSA: 'JavaScript 3.27.0, boto3 1.9.220, AWS CLI 1.16.232, Java 2.10.11, Go 1.23.13',
};

/** An older one says "only loopback hosts are allowed" or "not a valid container metadata service hostname". */
export const sdk = link({
  id: 'sdk',
  title: "the app's SDK is new enough",
  look({ mechanism, containers }) {
    const images = containers.map(({ spec }) => spec.image).join(', ');
    const since = mechanism ? `${mechanism} needs ${SINCE[mechanism]}` : 'both need versions of their own';
    return unknown(`what is in ${images} cannot be seen from outside; ${since}`);
  },
});
