import { evaluateTrust } from '../../policy/index.ts';
import { compiledDocument } from '../iam/compiled-document.ts';
import { findRole } from '../iam/find-role.ts';
import type { State } from '../state/state.ts';
import type { Place } from './tables.ts';

export const CLUSTERS = 'eks.amazonaws.com';
export const PODS = 'pods.eks.amazonaws.com';
export const FARGATE_PODS = 'eks-fargate-pods.amazonaws.com';

export interface ServiceCall {
  /** The service principal, such as `eks.amazonaws.com`. */
  service: string;
  /** On whose behalf the service would call: aws:SourceArn. */
  sourceArn: string;
}

/** Whether there is such a role in the account, and the service may assume it. */
export function mayAssume(state: State, { account }: Place, roleArn: string, call: ServiceCall): boolean {
  const role = findRole(state, account, roleArn);
  if (!role) return false;
  const { service, sourceArn } = call;
  const principal = { type: 'service' as const, account: '', arn: service };
  const context = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': account };
  const request = { action: 'sts:AssumeRole', resource: role.arn, principal, context, resourceAccount: account };
  const policy = compiledDocument(role.trustPolicy, 'trust');
  return evaluateTrust(request, { name: `trust policy of role ${role.name}`, policy }).allowed;
}

/** The permission to hand a role to a service. facts B.7 */
export const passRole = (roleArn: string | undefined, service: string) => ({
  action: 'iam:PassRole',
  resource: roleArn ?? '*',
  context: { 'iam:PassedToService': service },
});
