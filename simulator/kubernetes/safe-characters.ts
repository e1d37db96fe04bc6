/** What Kubernetes makes random names and hashes of: no vowels, nothing easily misread. apimachinery pkg/util/rand */
export const SAFE_CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';
