import * as eks from '@aws-sdk/client-eks';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { LEARNER_ACCOUNT } from '../../../simulator/place.ts';
import { assumeRoleAsService } from '../../../simulator/sts/assume-role-as-service.ts';
import { operation } from '../../../simulator/wire/operation.ts';
import { scriptedService } from '../wire/scripted-service.ts';
import { ROOT_KEY, testEndpoint } from '../wire/test-endpoint.ts';

import { assume, eventWorld, ROLE, SESSION } from './event-world.ts';

describe('an event', () => {
  it('tells who assumed a role, with which tags, and nothing secret', async () => {
    const { eventOf, stsClient, session } = eventWorld();
    const calling = session({ tags: { cluster: 'a', own: 'b' }, transitiveTagKeys: ['cluster'] });
    await stsClient(calling).send(assume);
    const event = await eventOf('AssumeRole');
    expect(event).toEqual({
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROATESTROLE00000000:test',
        arn: `arn:aws:sts::${LEARNER_ACCOUNT}:assumed-role/app/test`,
        accountId: LEARNER_ACCOUNT,
        accessKeyId: calling.accessKeyId,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: 'AROATESTROLE00000000',
            arn: `arn:aws:iam::${LEARNER_ACCOUNT}:role/app`,
            accountId: LEARNER_ACCOUNT,
            userName: 'app',
          },
          attributes: { creationDate: '2026-11-24T09:00:00Z', mfaAuthenticated: 'false' },
        },
      },
      eventTime: '2026-11-24T09:00:00Z',
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      awsRegion: 'us-west-2',
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringContaining('aws-sdk-js'),
      requestParameters: {
        roleArn: ROLE,
        roleSessionName: 's1',
        externalId: 'shared',
        principalTags: { team: 'blue' },
        transitiveTagKeys: ['team'],
        incomingTransitiveTags: { cluster: 'a' },
      },
      responseElements: {
        credentials: { accessKeyId: 'ASIANEW', expiration: '1970-01-01T00:00:00Z' },
        assumedRoleUser: { assumedRoleId: SESSION.AssumedRoleId, arn: SESSION.Arn },
      },
      requestID: expect.any(String),
      eventID: expect.any(String),
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: LEARNER_ACCOUNT,
      eventCategory: 'Management',
    });
    expect(JSON.stringify(event)).not.toContain('top-secret');
  });

  it('names the web identity, but not its token', async () => {
    const { eventOf, stsClient } = eventWorld();
    const token = 'eyJ.top-secret.token';
    await stsClient().send(
      new sts.AssumeRoleWithWebIdentityCommand({ RoleArn: ROLE, RoleSessionName: 's1', WebIdentityToken: token }),
    );
    const event = await eventOf('AssumeRoleWithWebIdentity');
    const identityProvider = 'arn:aws:iam::111122223333:oidc-provider/issuer';
    expect(event.userIdentity).toEqual({
      type: 'WebIdentityUser',
      principalId: `${identityProvider}:sts.amazonaws.com:system:serviceaccount:shop:cart`,
      userName: 'system:serviceaccount:shop:cart',
      identityProvider,
    });
    expect(event.requestParameters).toEqual({ roleArn: ROLE, roleSessionName: 's1' });
    expect(JSON.stringify(event)).not.toContain('top-secret');
  });

  it('of root has no session, and null for no parameters', async () => {
    const { eventOf, stsClient } = eventWorld();
    await stsClient().send(new sts.GetCallerIdentityCommand({}));
    expect(await eventOf('GetCallerIdentity')).toMatchObject({
      userIdentity: {
        type: 'Root',
        principalId: LEARNER_ACCOUNT,
        arn: `arn:aws:iam::${LEARNER_ACCOUNT}:root`,
        accountId: LEARNER_ACCOUNT,
        accessKeyId: ROOT_KEY.accessKeyId,
      },
      requestParameters: null,
      responseElements: null,
    });
  });

  it('of a service’s AssumeRole names the service three times', async () => {
    const { endpoint, eventOf } = eventWorld();
    const refused = operation<never, unknown>({
      access: () => [],
      run: (_input, context) =>
        assumeRoleAsService(context, {
          service: 'pods.eks.amazonaws.com',
          roleArn: ROLE,
          sessionName: 'eks-workshop-a-cart-1',
          tags: { 'kubernetes-namespace': 'shop' },
          transitiveTagKeys: ['kubernetes-namespace'],
          durationSeconds: 21_600,
        }),
    });
    const { service } = scriptedService({ name: 'eks', protocol: 'restJson1', schemas: eks, answers: {} });
    const other = testEndpoint({
      services: { eks: async () => ({ ...service, operations: { ListClusters: refused } }) },
      records: endpoint.records,
    });
    const client = new eks.EKSClient(other.clientConfig());
    await expect(client.send(new eks.ListClustersCommand({}))).rejects.toThrow();
    expect(await eventOf('AssumeRole')).toMatchObject({
      userIdentity: { type: 'AWSService', invokedBy: 'pods.eks.amazonaws.com' },
      sourceIPAddress: 'pods.eks.amazonaws.com',
      userAgent: 'pods.eks.amazonaws.com',
      errorCode: 'AccessDenied',
      errorMessage: `pods.eks.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
      requestParameters: {
        roleArn: ROLE,
        roleSessionName: 'eks-workshop-a-cart-1',
        durationSeconds: 21_600,
        tags: [{ key: 'kubernetes-namespace', value: 'shop' }],
        transitiveTagKeys: ['kubernetes-namespace'],
      },
      responseElements: null,
      recipientAccountId: LEARNER_ACCOUNT,
    });
  });
});
