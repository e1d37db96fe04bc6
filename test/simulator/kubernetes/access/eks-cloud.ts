import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { EKSClient } from '@aws-sdk/client-eks';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { fakeTransport, testShell } from '../../../shell/fake-transport.ts';
import { startTestCloud } from '../../test-cloud.ts';
import type { TestCredentials } from '../../wire/test-endpoint.ts';
import { requestOf } from '../api-server/test-cluster.ts';

export const LEARNER = 'arn:aws:iam::111122223333:user/workshop';
export const clusterName = 'workshop-a';

/** The whole local cloud in-process, and its clusters seen by IAM principals. */
export async function eksCloud() {
  const { cloud, clock, config } = await startTestCloud();
  const learner: TestCredentials = cloud.credentials.learner;
  const iam = new IAMClient(config(learner));

  async function kube(method: string, url: string, token: string, body?: unknown, name = clusterName) {
    const cluster = cloud.clusters.get(name);
    if (!cluster) throw new Error(`there is no cluster ${name}`);
    const response = await cluster.handle(requestOf(method, url, body, { token }));
    return { status: response.status, body: JSON.parse(String(response.body)) };
  }

  return {
    clock,
    learner,
    /** Of the administrator in every cluster's kubeconfig. */
    adminToken: cloud.credentials.kubernetesToken,
    eks: new EKSClient(config(learner)),
    trail: new CloudTrailClient(config(learner)),
    iam,
    /** Credentials of a session of a role. */
    async assume(RoleArn: string, RoleSessionName: string): Promise<TestCredentials> {
      const sts = new STSClient(config(learner));
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    },
    /** A role `dev` that the learner may assume; answers its ARN. */
    async makeRole(Path = '/'): Promise<string> {
      const { Role } = await iam.send(
        new CreateRoleCommand({ RoleName: 'dev', Path, AssumeRolePolicyDocument: TRUST }),
      );
      return Role?.Arn ?? '';
    },
    kube,
    async whoami(token: string, cluster?: string) {
      return (await kube('POST', WHOAMI, token, {}, cluster)).body.status?.userInfo;
    },
  };
}

const WHOAMI = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: LEARNER }, Action: 'sts:AssumeRole' }],
});

/** The token of `aws eks get-token`, as the workshop shell makes it. */
export async function getToken(credentials: TestCredentials, cluster = clusterName, env: Record<string, string> = {}) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const shell = testShell(fakeTransport(() => undefined).transport, {
    env: {
      AWS_REGION: 'us-west-2',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken && { AWS_SESSION_TOKEN: sessionToken }),
      ...env,
    },
  });
  const { stdout } = await shell.run(`aws eks get-token --cluster-name ${cluster}`);
  return JSON.parse(stdout).status.token as string;
}
