import { aws } from '../commands.ts';
import { broken, holds, link, unknown } from '../link.ts';
import { findProvider, providerArn } from '../provider.ts';
import { isOurs } from '../role.ts';

/** `No OpenIDConnect provider found in your account`: facts A.7 */
export const oidcProvider = link({
  id: 'oidc-provider',
  title: "IAM knows the cluster's token issuer",
  mechanism: 'IRSA',
  async look(seen) {
    const arn = providerArn(seen);
    if (!isOurs(seen.world, arn)) return unknown(`${arn} is in another account; look there`);
    if (await findProvider(seen)) return holds(arn);
    const iam = await seen.world.aws.iam();
    const { OpenIDConnectProviderList = [] } = await iam.listOpenIDConnectProviders({});
    const others = OpenIDConnectProviderList.map(({ Arn }) => Arn).join(', ');
    const create = ['iam', 'create-open-id-connect-provider', '--url', `https://${seen.issuer}`];
    return broken(
      `there is no ${arn}${others && `; there is ${others}`}`,
      aws(...create, '--client-id-list', 'sts.amazonaws.com'),
    );
  },
});
