import startHere from './00-start-here/lab.ts';
import whyIdentity from './01-why-identity/lab.ts';
import serviceAccountTokens from './02-service-account-tokens/lab.ts';
import irsa from './03-irsa/lab.ts';
import podIdentity from './04-pod-identity/lab.ts';
import roleExtensibility from './05-role-extensibility/lab.ts';
import clusterScalability from './06-cluster-scalability/lab.ts';
import roleScalability from './07-role-scalability/lab.ts';
import roleReusability from './08-role-reusability/lab.ts';
import onePolicy from './09-one-policy/lab.ts';
import environments from './10-environments/lab.ts';
import admissionTiming from './11-admission-timing/lab.ts';
import credentialChain from './12-credential-chain/lab.ts';
import hardenTrust from './13-harden-trust/lab.ts';
import crossAccount from './14-cross-account/lab.ts';
import sessionPolicies from './15-session-policies/lab.ts';
import insideTheAgent from './16-inside-the-agent/lab.ts';
import migrate from './17-migrate/lab.ts';
import audit from './18-audit/lab.ts';
import { incidentRoom } from './19-incident-room/lab.ts';
import type { Lab } from './kit/lab.ts';

const labs: Lab[] = [
  startHere,
  whyIdentity,
  serviceAccountTokens,
  irsa,
  podIdentity,
  roleExtensibility,
  clusterScalability,
  roleScalability,
  roleReusability,
  onePolicy,
  environments,
  admissionTiming,
  credentialChain,
  hardenTrust,
  crossAccount,
  sessionPolicies,
  insideTheAgent,
  migrate,
  audit,
];

/** Every lab of the workshop, in the order of its pages. */
export const allLabs: Lab[] = [...labs, incidentRoom(labs)];
