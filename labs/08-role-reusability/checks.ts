import { type App, appIsRefused, appReads } from '../kit/app-checks.ts';
import { orAbsent } from '../kit/aws-clients.ts';
import { type Check, check } from '../kit/lab.ts';
import type { Names } from '../kit/names.ts';

type Team = 'team-a' | 'team-b';

export const objectOf = (team: Team) => `${team}/plan.txt`;

/** The team's object carries the tag that the permissions compare with the session. */
export function objectIsTagged(team: Team): Check {
  return check({
    must: `${objectOf(team)} carries the tag team = ${team}`,
    expected: `the object tag team = ${team}`,
    next: `aws s3api put-object-tagging --bucket "$TEAMS_BUCKET" --key ${objectOf(team)} --tagging 'TagSet=[{Key=team,Value=${team}}]'`,
    async observe(world) {
      const s3 = await world.aws.s3();
      const answer = await orAbsent(s3.getObjectTagging({ Bucket: world.names.TEAMS_BUCKET, Key: objectOf(team) }));
      if (!answer) return { ok: false, seen: 'no such object' };
      const tags = (answer.TagSet ?? []).map(({ Key, Value }) => `${Key} = ${Value}`);
      return { ok: tags.includes(`team = ${team}`), seen: tags.join(', ') || 'no tags' };
    },
  });
}

const next = 'Compare labs/08-role-reusability/permissions.json with the page, and put it on the role again.';

const objectPath = (team: Team) => (names: Names) => `objects/${objectOf(team)}?bucket=${names.TEAMS_BUCKET}`;
const rowsPath = (team: Team) => (names: Names) => `items?table=${names.TEAMS_TABLE}&team=${team}`;

/** The app reads the team's object and the team's rows. */
export function readsBoth(app: App, team: Team): Check[] {
  return [
    appReads(app, `${team}'s object`, objectPath(team), `the plan of ${team}`, next),
    appReads(app, `${team}'s rows`, rowsPath(team), `an order of ${team}`, next),
  ];
}

/** The app is refused the team's object. */
export function refusesObject(app: App, team: Team): Check {
  return appIsRefused(app, `${team}'s object`, objectPath(team), next);
}

/** The app is refused the team's object and the team's rows. */
export function refusesBoth(app: App, team: Team): Check[] {
  return [refusesObject(app, team), appIsRefused(app, `${team}'s rows`, rowsPath(team), next)];
}
