import { expect, it } from 'vitest';
import { SERVICE_ERROR } from '../aws-cli/exit-codes.ts';
import { CLUSTER, chapter } from './chapter.ts';

const url = 'https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html';
const FIND_ID = `cluster_name=${CLUSTER}
oidc_id=$(aws eks describe-cluster --name $cluster_name --query "cluster.identity.oidc.issuer" --output text | cut -d '/' -f 5)
`;
const FIND_PROVIDER = 'aws iam list-open-id-connect-providers | grep $oidc_id | cut -d "/" -f4';
const FIND_ISSUER =
  'issuer=$(aws eks describe-cluster --name $cluster_name --query cluster.identity.oidc.issuer --output text)\n';

chapter('create an IAM OIDC provider', { url, tools: ['openssl', 'curl', 'jq'] }, (reader) => {
  const { types, reads, sh } = reader;

  it('finds the issuer’s id, and no provider for it', async () => {
    expect(await types(`${FIND_ID}echo $oidc_id`)).toMatch(/^[0-9A-F]{32}$/);
    expect(await types(`${FIND_ID}${FIND_PROVIDER} || true`)).toBe('');
  });

  it('creates the provider, and then finds it', async () => {
    const created = await reads(`${FIND_ID}${FIND_ISSUER}
aws iam create-open-id-connect-provider --url $issuer --client-id-list sts.amazonaws.com --tags Key=cluster,Value=$cluster_name`);
    const id = await types(`${FIND_ID}echo $oidc_id`);
    const arn = `arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/${id}`;
    expect(created).toEqual({ OpenIDConnectProviderArn: arn, Tags: [{ Key: 'cluster', Value: CLUSTER }] });
    // The last field of a line of JSON.
    expect(await types(`${FIND_ID}${FIND_PROVIDER}`)).toBe(`${id}"`);
    expect(await reads(`aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${arn}`)).toMatchObject({
      Url: `oidc.eks.us-west-2.amazonaws.com/id/${id}`,
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [expect.stringMatching(/^[0-9a-f]{40}$/)],
    });
  });

  it('refuses a second one for the same issuer', async () => {
    expect(await sh(`${FIND_ID}${FIND_ISSUER}aws iam create-open-id-connect-provider --url $issuer`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringMatching(
        /An error occurred \(EntityAlreadyExists\) when calling the CreateOpenIDConnectProvider operation: Provider with url https:\/\/oidc\.eks\.us-west-2\.amazonaws\.com\/id\/[0-9A-F]{32} already exists\./,
      ),
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
  it('takes a thumbprint made with openssl', async () => {
    const provider = await reads(`${FIND_ID}${FIND_ISSUER}
arn=arn:aws:iam::111122223333:oidc-provider/$(echo $issuer | sed -e "s/^https:\\/\\///")
aws eks describe-cluster --name $cluster_name --query cluster.certificateAuthority.data --output text | base64 -d >certificate.crt
thumbprint=$(openssl x509 -in certificate.crt -fingerprint -sha1 -noout | cut -d = -f 2 | tr -d : | tr A-F a-f)
aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn $arn --thumbprint-list $thumbprint
aws iam get-open-id-connect-provider --open-id-connect-provider-arn $arn | jq --arg made $thumbprint '. + {made: $made}'`);
    expect(provider.made).toMatch(/^[0-9a-f]{40}$/);
    expect(provider.ThumbprintList).toEqual([provider.made]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/irsa-fetch-keys.html
  it('fetches the signing keys, and they are those of the tokens', async () => {
    // The issuer's host leads to AWS: here the local cloud answers by its name.
    const keys = await reads(`${FIND_ID}${FIND_ISSUER}
host=$(echo $issuer | cut -d / -f 3)
curl -sS -D headers -H "Host: $host" ${reader.url}/id/$oidc_id/keys`);
    expect(keys.keys).toEqual([
      { kty: 'RSA', kid: expect.any(String), use: 'sig', alg: 'RS256', n: expect.any(String), e: 'AQAB' },
    ]);
    expect(await types('cat headers')).toMatch(/^cache-control: public, max-age=\d+/im);
    const header = await types(
      "kubectl create token default --audience sts.amazonaws.com | cut -d . -f 1 | tr '_-' '/+' | base64 -d 2>/dev/null || true",
    );
    expect(JSON.parse(header)).toMatchObject({ alg: 'RS256', kid: keys.keys[0].kid });
  });

  it('deletes the provider', async () => {
    expect(
      await reads(`
arn=$(aws iam list-open-id-connect-providers --query 'OpenIDConnectProviderList[].Arn' --output text)
aws iam delete-open-id-connect-provider --open-id-connect-provider-arn $arn
aws iam list-open-id-connect-providers`),
    ).toEqual({ OpenIDConnectProviderList: [] });
  });
});
