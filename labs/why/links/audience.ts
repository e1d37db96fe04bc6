import { aws } from '../commands.ts';
import { broken, holds, link, unknown } from '../link.ts';
import { findProvider, providerArn } from '../provider.ts';
import { audienceOf } from '../web-identity.ts';

/** `Incorrect token audience`: the provider lists whose tokens are for IAM. facts A.7, A.8 */
export const audience = link({
  id: 'audience',
  title: "the token is for one of the provider's client ids",
  mechanism: 'IRSA',
  async look(seen) {
    const wanted = audienceOf(seen);
    const provider = await findProvider(seen);
    if (!provider) return unknown('the provider is in another account');
    const { ClientIDList = [] } = provider;
    if (ClientIDList.includes(wanted)) return holds(`${wanted} is among ${ClientIDList.join(', ')}`);
    const where = ['--open-id-connect-provider-arn', providerArn(seen)];
    return broken(
      `the token is for audience ${wanted}, and the provider's client ids are ${ClientIDList.join(', ') || 'none'}`,
      aws('iam', 'add-client-id-to-open-id-connect-provider', ...where, '--client-id', wanted),
    );
  },
});
