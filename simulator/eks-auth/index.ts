import type { Service } from '../wire/operation.ts';
import { assumeRoleForPodIdentity } from './assume-role-for-pod-identity.ts';
import * as schemas from './schemas.ts';

/** Amazon EKS Auth: what the agent on the nodes calls. */
export const eksAuth: Service = {
  name: 'eks-auth',
  protocol: 'restJson1',
  schemas,
  operations: { AssumeRoleForPodIdentity: assumeRoleForPodIdentity },
};
