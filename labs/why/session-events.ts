import type { Case } from './case.ts';
import { sessionNamePrefix } from './pod-session.ts';
import { lookupEvents, type TrailEvent } from './trail.ts';
import { subjectOf } from './web-identity.ts';

/** The calls that made this pod's sessions of a role, or failed to, the newest first. */
export async function sessionEvents(seen: Case, roleArn: string): Promise<TrailEvent[]> {
  const events = await lookupEvents(seen, 'ResourceName', roleArn);
  return events.filter((event) => (seen.mechanism === 'IRSA' ? isOfToken(seen, event) : isOfPod(seen, event)));
}

/** Session tags name the pod; without them its session's name begins with it. facts B.6 */
function isOfPod(seen: Case, { eventName, text, requestParameters }: TrailEvent): boolean {
  if (eventName !== 'AssumeRole') return false;
  const name = String(requestParameters?.roleSessionName ?? '');
  return text.includes(seen.pod.metadata.uid) || name.startsWith(sessionNamePrefix(seen));
}

/** Of a token that was not believed, the event may not say whose it was. */
function isOfToken(seen: Case, { eventName, userIdentity, errorCode }: TrailEvent): boolean {
  if (eventName !== 'AssumeRoleWithWebIdentity') return false;
  return userIdentity.userName === subjectOf(seen) || (userIdentity.userName === undefined && errorCode !== undefined);
}

/** What EKS Auth refused to nodes of the cluster: such events name the node, and no pod. */
export async function refusedByEksAuth(seen: Case): Promise<TrailEvent[]> {
  const events = await lookupEvents(seen, 'EventName', 'AssumeRoleForPodIdentity');
  return events.filter(
    ({ errorCode, requestParameters }) =>
      errorCode !== undefined && requestParameters?.clusterName === seen.place.cluster,
  );
}

/** The pod's last session that came to be; the target role's, where there is one. */
export async function lastSession(seen: Case): Promise<TrailEvent | undefined> {
  const roleArn = seen.association?.targetRoleArn ?? seen.roleArn;
  const events = roleArn ? await sessionEvents(seen, roleArn) : [];
  return events.find(({ errorCode }) => errorCode === undefined);
}

export const sessionNameOf = ({ requestParameters }: TrailEvent) => String(requestParameters?.roleSessionName ?? '');
