import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientCloud } from './client-cloud.ts';
import { kubectlProxy } from './kubectl-proxy.ts';

export interface Relay {
  /** For AWS_CONTAINER_CREDENTIALS_FULL_URI. */
  uri: string;
  stop(): Promise<void>;
}

/**
 * A pod that passes on what the Pod Identity agent answers it: programs outside of pods cannot reach the agent's
 * link-local address. Its service account `default` has `roleName`, by an association.
 */
export async function startRelay(cloud: ClientCloud, roleName: string): Promise<Relay> {
  cloud.write('trust.json', TRUST);
  cloud.write('relay.json', RELAY);
  writeFileSync(join(cloud.work, 'relay.mjs'), RELAY_PROGRAM);
  await cloud.succeeds(
    [
      `aws iam create-role --role-name ${roleName} --assume-role-policy-document file://trust.json`,
      'aws eks create-addon --cluster-name workshop-a --addon-name eks-pod-identity-agent',
      'aws eks wait addon-active --cluster-name workshop-a --addon-name eks-pod-identity-agent',
      'aws eks create-pod-identity-association --cluster-name workshop-a --namespace default ' +
        `--service-account default --role-arn arn:aws:iam::111122223333:role/${roleName}`,
      'kubectl create configmap relay --from-file=relay.mjs',
      'kubectl apply -f relay.json',
      'kubectl wait --for=condition=Ready pod/relay --timeout=120s',
    ].join(' && '),
  );
  const { url, stop } = await kubectlProxy(cloud.env);
  return { uri: `${url}/api/v1/namespaces/default/pods/relay:8080/proxy/`, stop };
}

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
};

const RELAY_PROGRAM = `
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token } = process.env;
createServer(async (_request, response) => {
  const answer = await fetch(uri, { headers: { authorization: readFileSync(token, 'utf8') } });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') }).end(await answer.text());
}).listen(8080);
`;

const RELAY = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'relay' },
  spec: {
    containers: [
      {
        name: 'relay',
        image: 'public.ecr.aws/docker/library/node:20',
        command: ['node', '/app/relay.mjs'],
        ports: [{ containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/', port: 8080 } },
        volumeMounts: [{ name: 'app', mountPath: '/app' }],
      },
    ],
    volumes: [{ name: 'app', configMap: { name: 'relay' } }],
  },
};
