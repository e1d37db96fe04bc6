import { type Check, check } from './lab.ts';
import type { Names } from './names.ts';
import type { World } from './world.ts';

interface TokenCase {
  /** Whose token it is, for the learner. */
  what: string;
  role: keyof Names;
  token(world: World): Promise<string>;
  /** The text of the refusal; absent: STS gives credentials. */
  refusal?: string;
  next: string;
}

/** STS gives credentials of the role for such a token, or says why not. */
export function stsSays({ what, role, token, refusal, next }: TokenCase): Check {
  return check({
    must: `STS ${refusal ? 'refuses' : 'gives credentials for'} ${what}`,
    expected: refusal ?? `a session of $${role}`,
    next,
    async observe(world) {
      const seen = await askSts(world, world.names[role], await token(world));
      return { ok: seen.includes(refusal ?? 'assumed-role/'), seen };
    },
  });
}

async function askSts(world: World, role: string, WebIdentityToken: string): Promise<string> {
  const RoleArn = `arn:aws:iam::${world.names.ACCOUNT_ID}:role/${role}`;
  const sts = await world.aws.sts();
  try {
    const answer = await sts.assumeRoleWithWebIdentity({ RoleArn, RoleSessionName: 'lab-verify', WebIdentityToken });
    return answer.AssumedRoleUser?.Arn ?? 'no session';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `${error.name}: ${error.message}`;
  }
}
