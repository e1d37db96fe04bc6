import type { Link } from './link.ts';
import { agentAddon } from './links/agent-addon.ts';
import { agentPod } from './links/agent-pod.ts';
import { assignment } from './links/assignment.ts';
import { audience } from './links/audience.ts';
import { identity } from './links/identity.ts';
import { node } from './links/node.ts';
import { oidcProvider } from './links/oidc-provider.ts';
import { otherCredentials } from './links/other-credentials.ts';
import { permission } from './links/permission.ts';
import { podLink } from './links/pod.ts';
import { podIdentityTrust } from './links/pod-identity-trust.ts';
import { proxy } from './links/proxy.ts';
import { role } from './links/role.ts';
import { sdk } from './links/sdk.ts';
import { serviceAccount } from './links/service-account.ts';
import { session } from './links/session.ts';
import { targetRole } from './links/target-role.ts';
import { timing } from './links/timing.ts';
import { token } from './links/token.ts';
import { tokenFile } from './links/token-file.ts';
import { trustWidth } from './links/trust-width.ts';
import { webIdentityTrust } from './links/web-identity-trust.ts';
import { webhook } from './links/webhook.ts';
import type { Mechanism } from './mechanism.ts';

/** From the pod to its permissions, in the order in which credentials travel; the cluster comes before all of them. */
export const CHAIN: Link[] = [
  podLink,
  serviceAccount,
  assignment,
  node,
  timing,
  webhook,
  otherCredentials,
  token,
  tokenFile,
  agentAddon,
  agentPod,
  proxy,
  oidcProvider,
  audience,
  role,
  podIdentityTrust,
  webIdentityTrust,
  trustWidth,
  targetRole,
  sdk,
  identity,
  session,
  permission,
];

/** The links on one way; without one, those that both have. */
export function linksFor(mechanism: Mechanism | undefined): Link[] {
  return CHAIN.filter((link) => link.mechanism === undefined || link.mechanism === mechanism);
}
