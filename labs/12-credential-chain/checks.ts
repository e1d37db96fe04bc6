import { type App, observeArn } from '../kit/app-checks.ts';
import { orAbsent } from '../kit/aws-clients.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';

type User = 'CHAIN_FILE_USER' | 'CHAIN_KEYS_USER';

/** The app is, for AWS, whom the pattern describes. */
function appIs(app: App, who: string, pattern: (names: Names) => RegExp): Check {
  const { cluster, namespace, name } = app;
  return check({
    must: `${namespace}/${name} is ${who}`,
    expected: who,
    next: `Delete the pod, apply labs/12-credential-chain/${name}.yaml again, and ask it: bash labs/ask-app.sh "$${cluster}" ${namespace} ${name} identity`,
    observe: observeArn(app, (arn, { names }) => pattern(names).test(arn)),
  });
}

/** EC2 names the sessions of a node's role by the instance. */
export const appIsNode = (app: App) => appIs(app, 'the role of its node', () => /:assumed-role\/[^/]+\/i-[0-9a-f]+$/);

/** The app has the long-lived keys of an IAM user. */
export const appIsUser = (app: App, user: User) =>
  appIs(app, `the user $${user}`, (names) => new RegExp(`^arn:aws:iam::${names.ACCOUNT_ID}:user/${names[user]}$`));

/** The user exists, and has keys that somebody may use. */
export function userHasKey(user: User): Check {
  return check({
    must: `the user $${user} has an active access key`,
    expected: 'one active access key or more',
    next: `aws iam create-user --user-name "$${user}", then aws iam create-access-key --user-name "$${user}"`,
    async observe({ aws, names }) {
      const iam = await aws.iam();
      const answer = await orAbsent(iam.listAccessKeys({ UserName: names[user] }));
      if (!answer) return { ok: false, seen: `no user ${names[user]}` };
      const active = (answer.AccessKeyMetadata ?? []).filter(({ Status }) => Status === 'Active');
      return { ok: active.length > 0, seen: `active access keys: ${active.length}` };
    },
  });
}
