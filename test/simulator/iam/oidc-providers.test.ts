import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createIssuer } from '../../../simulator/oidc/issuer.ts';
import { refusal, seededAccounts } from './accounts.ts';

const Url = 'https://oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const arn = `arn:aws:iam::111122223333:oidc-provider/${Url.slice(8)}`;

describe('an OIDC provider', () => {
  it('is named by its URL, and needs no thumbprint', async () => {
    const { iam: client, state } = seededAccounts();
    await createIssuer(state, Url);
    const send = client();
    const create = new iam.CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ['sts.amazonaws.com'] });
    expect((await send.send(create)).OpenIDConnectProviderArn).toBe(arn);
    expect(await send.send(new iam.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }))).toMatchObject({
      Url: Url.slice(8),
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [expect.stringMatching(/^[0-9a-f]{40}$/)],
    });
    await expect(send.send(create)).rejects.toEqual(
      refusal('EntityAlreadyExists', 409, `Provider with url ${Url} already exists.`),
    );
  });

  it('takes and drops client ids', async () => {
    const client = seededAccounts().iam();
    const id = { OpenIDConnectProviderArn: arn };
    await client.send(new iam.CreateOpenIDConnectProviderCommand({ Url, ThumbprintList: ['a'.repeat(40)] }));
    await client.send(new iam.AddClientIDToOpenIDConnectProviderCommand({ ...id, ClientID: 'x' }));
    await client.send(new iam.AddClientIDToOpenIDConnectProviderCommand({ ...id, ClientID: 'x' }));
    expect((await client.send(new iam.GetOpenIDConnectProviderCommand(id))).ClientIDList).toEqual(['x']);
    await client.send(new iam.RemoveClientIDFromOpenIDConnectProviderCommand({ ...id, ClientID: 'x' }));
    expect((await client.send(new iam.GetOpenIDConnectProviderCommand(id))).ClientIDList ?? []).toEqual([]);
    await client.send(new iam.DeleteOpenIDConnectProviderCommand(id));
    await client.send(new iam.DeleteOpenIDConnectProviderCommand(id));
    await expect(client.send(new iam.GetOpenIDConnectProviderCommand(id))).rejects.toEqual(
      refusal('NoSuchEntity', 404, `OpenIDConnect Provider not found for arn ${arn}`),
    );
  });

  it('has a URL that begins with https', async () => {
    const client = seededAccounts().iam();
    const create = (url: string) => client.send(new iam.CreateOpenIDConnectProviderCommand({ Url: url }));
    await expect(create('example.com')).rejects.toEqual(
      refusal('ValidationError', 400, 'Invalid Open ID Connect Provider URL'),
    );
    await expect(create('http://example.com')).rejects.toEqual(
      refusal('InvalidInput', 400, 'Invalid Open ID Connect Provider URL. The URL must begin with https://.'),
    );
  });

  it('is one of at most 100', async () => {
    const client = seededAccounts().iam();
    const create = (number: number) =>
      client.send(
        new iam.CreateOpenIDConnectProviderCommand({ Url: `${Url}${number}`, ThumbprintList: ['a'.repeat(40)] }),
      );
    for (let number = 0; number < 100; number += 1) await create(number);
    await expect(create(100)).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100'),
    );
  });
});
