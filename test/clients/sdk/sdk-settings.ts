import type { ClientCloud } from '../client-cloud.ts';

/** For any client of the SDK: the local cloud at its address, as the learner unless other credentials are given. */
export const sdkSettings = ({ url, credentials }: ClientCloud) => ({
  endpoint: url,
  region: 'us-west-2',
  credentials: credentials.learner,
});
