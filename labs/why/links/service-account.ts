import { kubectl } from '../commands.ts';
import { broken, holds, link } from '../link.ts';

/** Tokens end with their service account: kubernetes pkg/serviceaccount/claims.go, facts A.6. */
export const serviceAccount = link({
  id: 'service-account',
  title: 'its service account exists',
  look(seen) {
    const { namespace } = seen.place;
    const name = seen.serviceAccountName;
    if (seen.serviceAccount) {
      const hint = name === 'default' ? ', which the pod has because it names none' : '';
      return holds(`${namespace}/${name}${hint}`);
    }
    return broken(
      `the pod runs as ${namespace}/${name}, which is gone, and its tokens with it`,
      kubectl(seen, 'create', 'serviceaccount', name),
    );
  },
});
