/**
 * Where AWS is called. EKS tells pods that have a role; the fallback lets the others get as far as looking for
 * credentials, which is what they then lack.
 */
export const region = process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || 'us-west-2';
