import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';

const KUBECTL = process.env.KUBECTL ?? 'kubectl';
const ACCOUNT = '111122223333';
const LEARNER = `arn:aws:iam::${ACCOUNT}:user/workshop`;
const SERVICE_ACCOUNT = 'system:serviceaccount:shop:cart';

let cloud: ClientCloud;

beforeAll(async () => {
  cloud = await startClientCloud();
});
afterAll(() => cloud.stop());

/** The output of a kubectl command that must succeed. */
const kubectl = (line: string) => cloud.succeeds(`${KUBECTL} ${line}`);

/** What a kubectl command that must fail says. */
async function refusal(line: string): Promise<string> {
  const { exitCode, stderr } = await cloud.sh(`${KUBECTL} ${line}`);
  expect({ line, failed: exitCode !== 0 }).toEqual({ line, failed: true });
  return stderr;
}

// One after the other: each command builds on those before it, as a learner's do.
describeWith(['kubectl'], 'kubectl and RBAC', [], () => {
  it('makes roles and bindings, and shows them', async () => {
    await kubectl('create namespace shop');
    await kubectl('-n shop create serviceaccount cart');
    expect(await kubectl('-n shop create role reader --verb=get,list --resource=pods,pods/log')).toBe(
      'role.rbac.authorization.k8s.io/reader created',
    );
    expect(await kubectl('-n shop create rolebinding reader --role=reader --serviceaccount=shop:cart')).toBe(
      'rolebinding.rbac.authorization.k8s.io/reader created',
    );
    await kubectl('create clusterrole metrics --verb=get --non-resource-url=/metrics');
    await kubectl('create clusterrolebinding metrics --clusterrole=metrics --group=devs --user=jane');
    expect(await kubectl('-n shop get role')).toMatch(/^NAME +CREATED AT\nreader +2\S+Z$/);
    expect(await kubectl('-n shop get rolebinding -o wide')).toMatch(
      /^NAME +ROLE +AGE +USERS +GROUPS +SERVICEACCOUNTS\nreader +Role\/reader +\w+ +shop\/cart$/,
    );
    expect(await kubectl('-n shop describe role reader')).toMatch(/pods\/log +\[\] +\[\] +\[get list\]/);
    expect(await kubectl('get clusterrolebinding metrics -o wide')).toMatch(/ClusterRole\/metrics +\w+ +jane +devs/);
  });

  it('asks what others may do', async () => {
    expect(await kubectl(`-n shop auth can-i list pods --as=${SERVICE_ACCOUNT}`)).toBe('yes');
    expect((await cloud.sh(`${KUBECTL} -n shop auth can-i delete pods --as=${SERVICE_ACCOUNT}`)).stdout).toBe('no');
    expect(await kubectl('auth can-i get /metrics --as=jane')).toBe('yes');
    expect(await kubectl('auth can-i get /metrics --as=x --as-group=devs')).toBe('yes');
    expect(await kubectl(`-n shop auth can-i --list --as=${SERVICE_ACCOUNT}`)).toMatch(
      /pods\/log +\[\] +\[\] +\[get list\]/,
    );
    expect(await kubectl('auth whoami --as=jane')).toMatch(/Username +jane\nGroups +\[system:authenticated\]/);
  });

  it('is the service account with its token', async () => {
    const token = await kubectl('-n shop create token cart');
    // Without the administrator's kubeconfig: its token would come first.
    const as = `KUBECONFIG=cart ${KUBECTL}`;
    await cloud.succeeds(`cp "$KUBECONFIG" cart; ${as} config set-credentials cart --token=${token}`);
    await cloud.succeeds(`${as} config set-context workshop-a --user=cart`);
    expect(await cloud.succeeds(`${as} auth whoami -o jsonpath={.status.userInfo.username}`)).toBe(SERVICE_ACCOUNT);
    expect((await cloud.sh(`${as} -n shop get pods`)).stderr).toBe('No resources found in shop namespace.');
    expect((await cloud.sh(`${as} get pods`)).stderr).toBe(
      `Error from server (Forbidden): pods is forbidden: User "${SERVICE_ACCOUNT}" cannot list resource "pods" in API group "" in the namespace "default"`,
    );
    expect((await cloud.sh(`${as} -n shop create role more --verb=delete --resource=pods`)).stderr).toContain(
      `cannot create resource "roles" in API group "rbac.authorization.k8s.io" in the namespace "shop"`,
    );
  });

  it('reconciles roles', async () => {
    cloud.write('roles.json', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'reader', namespace: 'shop' },
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
    });
    expect(await kubectl('auth reconcile -f roles.json')).toContain('reader reconciled');
    expect(await kubectl(`-n shop auth can-i get secrets --as=${SERVICE_ACCOUNT}`)).toBe('yes');
    expect(await kubectl(`-n shop auth can-i list pods --as=${SERVICE_ACCOUNT}`)).toBe('yes');
  });

  it('refuses to change what a binding refers to', async () => {
    const patch = JSON.stringify({ roleRef: { name: 'other' } });
    expect(await refusal(`-n shop patch rolebinding reader --type=merge -p '${patch}'`)).toBe(
      'The RoleBinding "reader" is invalid: roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"Role", Name:"other"}: cannot change roleRef',
    );
  });
});

describeWith(['kubectl', 'aws'], 'kubectl with aws eks get-token', [], () => {
  it('lets the learner in as the clusters’ creator', async () => {
    await cloud.succeeds('aws eks update-kubeconfig --name workshop-a --kubeconfig learner');
    const whoami = await kubectl('--kubeconfig learner auth whoami');
    expect(whoami).toMatch(new RegExp(`Username +${LEARNER}\nUID +aws-iam-authenticator:${ACCOUNT}:AIDA`));
    expect(whoami).toMatch(/Extra: sigs.k8s.io\/aws-iam-authenticator\/principalId +\[AIDA/);
    expect(await kubectl('--kubeconfig learner get nodes')).toContain('Ready');
    expect(await kubectl("--kubeconfig learner auth can-i '*' '*'")).toBe('yes');
    const list = await cloud.sh(`${KUBECTL} --kubeconfig learner auth can-i --list`);
    expect(list.stderr).toContain('webhook authorizer does not support user rule resolution');
  });

  it('lets a role in by its access entry, and as far as its policy goes', async () => {
    cloud.write('trust.json', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: LEARNER }, Action: 'sts:AssumeRole' }],
    });
    await cloud.succeeds('aws iam create-role --role-name dev --assume-role-policy-document file://trust.json');
    const arn = `arn:aws:iam::${ACCOUNT}:role/dev`;
    await cloud.succeeds(`aws eks update-kubeconfig --name workshop-a --role-arn ${arn} --kubeconfig dev`);
    expect(await refusal('--kubeconfig dev get pods')).toMatch(/error: You must be logged in to the server/);
    const entry = `--cluster-name workshop-a --principal-arn ${arn}`;
    await cloud.succeeds(`aws eks create-access-entry ${entry}`);
    const user = `arn:aws:sts::${ACCOUNT}:assumed-role/dev/EKSGetTokenAuth`;
    expect(await refusal('--kubeconfig dev get pods')).toBe(
      `Error from server (Forbidden): pods is forbidden: User "${user}" cannot list resource "pods" in API group "" in the namespace "default"`,
    );
    const policy = '--policy-arn arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';
    await cloud.succeeds(
      `aws eks associate-access-policy ${entry} ${policy} --access-scope type=namespace,namespaces=shop`,
    );
    await kubectl('--kubeconfig dev -n shop get pods');
    expect(await refusal('--kubeconfig dev -n shop get secrets')).toContain('cannot list resource "secrets"');
    expect(await refusal('--kubeconfig dev get pods')).toContain('in the namespace "default"');
    await cloud.succeeds(`aws eks delete-access-entry ${entry}`);
    expect(await refusal('--kubeconfig dev -n shop get pods')).toMatch(/error: You must be logged in to the server/);
  });
});
