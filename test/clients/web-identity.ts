import { join } from 'node:path';
import type { ClientCloud } from './client-cloud.ts';

/**
 * What the webhook sets in a pod of the service account `<roleName>`, whose role is of the same name, as far as SDKs
 * look at it. Makes role, provider and account.
 */
export async function webIdentity(cloud: ClientCloud, roleName: string): Promise<Record<string, string>> {
  const { succeeds, work } = cloud;
  const issuer = await succeeds(
    'aws eks describe-cluster --name workshop-a --query cluster.identity.oidc.issuer --output text',
  );
  const provider = issuer.slice('https://'.length);
  const condition = {
    [`${provider}:aud`]: 'sts.amazonaws.com',
    [`${provider}:sub`]: `system:serviceaccount:default:${roleName}`,
  };
  cloud.write(`${roleName}.json`, {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: condition },
      },
    ],
  });
  await succeeds(
    [
      `aws iam create-open-id-connect-provider --url ${issuer} --client-id-list sts.amazonaws.com`,
      `aws iam create-role --role-name ${roleName} --assume-role-policy-document file://${roleName}.json`,
      `kubectl create serviceaccount ${roleName}`,
      `kubectl create token ${roleName} --audience sts.amazonaws.com > ${roleName}.token`,
    ].join(' && '),
  );
  return {
    AWS_ROLE_ARN: `arn:aws:iam::111122223333:role/${roleName}`,
    AWS_WEB_IDENTITY_TOKEN_FILE: join(work, `${roleName}.token`),
  };
}
