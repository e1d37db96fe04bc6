import type { Case } from '../case.ts';
import { aws, recreate } from '../commands.ts';
import { broken, type Finding, holds, link, unknown } from '../link.ts';
import { refusedByEksAuth, sessionEvents, sessionNameOf } from '../session-events.ts';
import { describeError, type TrailEvent } from '../trail.ts';

/** What CloudTrail tells of the pod's last session. On AWS an event may take a quarter of an hour to show. */
export const session = link({
  id: 'session',
  title: 'AWS gave the pod a session',
  evenIfBroken: true,
  async look(seen) {
    const { roleArn, association, mechanism } = seen;
    if (!roleArn) return unknown('no role to look for');
    const roles = [association?.targetRoleArn, roleArn].flatMap((arn) => arn ?? []);
    const looks = await Promise.all(roles.map((arn) => sessionEvents(seen, arn)));
    const last = looks.map(newest);
    const refused = last.find((event) => event?.errorCode !== undefined);
    if (refused) return refusal(seen, refused);
    const [made] = last;
    if (made) return holds(describe(made));
    const unnamed = mechanism === 'Pod Identity' ? (await refusedByEksAuth(seen))[0] : undefined;
    return unnamed ? refusal(seen, unnamed) : unknown('CloudTrail shows no attempt since the pod was made');
  },
});

/** A refusal that may be another pod's counts only while this pod has no session. */
function newest(events: TrailEvent[]): TrailEvent | undefined {
  const [first] = events;
  const { eventName, userIdentity } = first ?? {};
  const isUnnamed = eventName === 'AssumeRoleWithWebIdentity' && userIdentity?.userName === undefined;
  return isUnnamed ? (events.find(({ errorCode }) => errorCode === undefined) ?? first) : first;
}

function refusal(seen: Case, event: TrailEvent): Finding {
  const text = `${event.eventTime}: ${event.eventName} was refused: ${describeError(event)}`;
  if (event.text.includes('PackedPolicyTooLarge') && seen.association) return tooLarge(seen, text);
  return broken(text, `# If that was repaired since, let the pod ask again:\n${recreate(seen)}`);
}

/** The six session tags alone may take more than there is. facts B.6; containers-roadmap#2413 */
function tooLarge(seen: Case, text: string): Finding {
  const where = ['--cluster-name', seen.place.cluster, '--association-id', seen.association?.associationId ?? ''];
  const without = aws('eks', 'update-pod-identity-association', ...where, '--disable-session-tags');
  return broken(text, `${without}\n${recreate(seen)}`);
}

/** With the answer to "which pod made this call?", the other way round: what did this pod call? */
function describe(event: TrailEvent): string {
  const name = sessionNameOf(event);
  const by = ['--lookup-attributes', `AttributeKey=Username,AttributeValue=${name}`];
  const packed = event.responseElements?.packedPolicySize;
  const size = packed === undefined ? '' : `, tags and policies take ${packed} % of their room`;
  return `${event.eventTime}: session ${name}${size}; its calls: ${aws('cloudtrail', 'lookup-events', ...by)}`;
}
