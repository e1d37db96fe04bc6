import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as eks from '@aws-sdk/client-eks';
import * as sts from '@aws-sdk/client-sts';
import { compilePolicy } from '../../../policy/index.ts';
import type { RoleSession } from '../../../simulator/caller.ts';
import { cloudtrail } from '../../../simulator/cloudtrail/index.ts';
import { LEARNER_ACCOUNT } from '../../../simulator/place.ts';
import { scriptedService } from '../wire/scripted-service.ts';
import { ROOT_KEY, type TestCredentials, testEndpoint } from '../wire/test-endpoint.ts';

export const ROLE = `arn:aws:iam::${LEARNER_ACCOUNT}:role/reader`;
export const SESSION = {
  AssumedRoleId: 'AROATESTROLE00000000:s1',
  Arn: `arn:aws:sts::${LEARNER_ACCOUNT}:assumed-role/reader/s1`,
};
const SECRETS = { SecretAccessKey: 'top-secret-key', SessionToken: 'top-secret-token' };
const ALLOW_ALL = compilePolicy(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  'identity',
);

/** An endpoint whose services answer what they are told, and its event history. */
export function eventWorld() {
  const scripts = [
    scriptedService({
      name: 'sts',
      protocol: 'awsQuery',
      schemas: sts,
      answers: {
        GetCallerIdentity: () => ({}),
        AssumeRole: () => ({
          Credentials: { AccessKeyId: 'ASIANEW', Expiration: new Date(0), ...SECRETS },
          AssumedRoleUser: SESSION,
        }),
        AssumeRoleWithWebIdentity: () => ({
          Provider: 'arn:aws:iam::111122223333:oidc-provider/issuer',
          Audience: 'sts.amazonaws.com',
          SubjectFromWebIdentityToken: 'system:serviceaccount:shop:cart',
          AssumedRoleUser: SESSION,
        }),
      },
    }),
    scriptedService({ name: 'dynamodb', protocol: 'awsJson1_0', schemas: dynamodb, answers: { GetItem: () => ({}) } }),
    scriptedService({ name: 'eks', protocol: 'restJson1', schemas: eks, answers: { ListClusters: () => ({}) } }),
  ];
  const services = Object.assign({ cloudtrail: async () => cloudtrail }, ...scripts.map((script) => script.services));
  const policiesOf = () => ({ identity: [{ name: 'all', policy: ALLOW_ALL }] });
  const endpoint = testEndpoint({ services, policiesOf });
  const client = new CloudTrailClient(endpoint.clientConfig());
  const lookUp = async (input: LookupEventsCommandInput = {}) => {
    const { Events = [] } = await client.send(new LookupEventsCommand(input));
    return Events;
  };
  const eventOf = async (name: string) => {
    const [event] = await lookUp({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }] });
    return JSON.parse(event?.CloudTrailEvent ?? '{}');
  };
  const stsClient = (credentials: TestCredentials = ROOT_KEY) => new sts.STSClient(endpoint.clientConfig(credentials));
  const session = (more: Partial<RoleSession> = {}) => endpoint.addRoleSession(more);
  return { endpoint, client, lookUp, eventOf, stsClient, session };
}

/** A call that makes an event with all that AssumeRole has. */
export const assume = new sts.AssumeRoleCommand({
  RoleArn: ROLE,
  RoleSessionName: 's1',
  Tags: [{ Key: 'team', Value: 'blue' }],
  TransitiveTagKeys: ['team'],
  ExternalId: 'shared',
});
