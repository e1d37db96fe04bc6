import type { Case } from '../case.ts';
import { aws, kubectl, recreate } from '../commands.ts';
import { broken, type Finding, holds, link } from '../link.ts';
import { ROLE_ANNOTATION } from '../mechanism.ts';
import { POD_IDENTITY } from '../pod-session.ts';
import { rolesTrusting } from '../role.ts';

const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** Who the pod should be: an association or the annotation of IRSA names a role; the association wins. facts B.1 */
export const assignment = link({
  id: 'assignment',
  title: 'its service account is given a role',
  async look(seen) {
    const { association, annotation, mechanism } = seen;
    if (association) return holds(describeAssociation(seen));
    if (annotation !== undefined && !ROLE_ARN.test(annotation)) return wrongAnnotation(seen, annotation);
    if (annotation !== undefined) return holds(`the annotation ${ROLE_ANNOTATION} names ${annotation}`);
    if (mechanism === 'IRSA') return holds(`no annotation; the pod's own spec names ${seen.roleArn}`);
    return nobody(seen);
  },
});

function describeAssociation({ association, annotation, serviceAccountName, place }: Case): string {
  const target = association?.targetRoleArn ? `, and through it ${association.targetRoleArn}` : '';
  const text = `association ${association?.associationId} gives ${place.namespace}/${serviceAccountName} ${association?.roleArn}${target}`;
  return annotation === undefined ? text : `${text}; it beats the annotation, which names ${annotation}`;
}

async function nobody(seen: Case): Promise<Finding> {
  const { place, serviceAccountName, mechanism } = seen;
  const who = `${place.namespace}/${serviceAccountName}`;
  const left = mechanism === 'Pod Identity' ? '; there was one when the pod was made' : '';
  return broken(
    `no association for ${who} in ${place.cluster}, and no annotation ${ROLE_ANNOTATION}${left}${others(seen)}`,
    `${await chooseRole(seen)}\n${associate(seen)}\n${recreate(seen)}`,
  );
}

/** One that trusts EKS Pod Identity, if there is any. */
async function chooseRole({ world }: Case): Promise<string> {
  const roles = await rolesTrusting(world, POD_IDENTITY);
  const [first = `arn:aws:iam::${world.names.ACCOUNT_ID}:role/NAME`, ...more] = roles;
  if (roles.length === 0) return `ROLE_ARN=${first} # none trusts ${POD_IDENTITY} yet: make one`;
  return more.length === 0 ? `ROLE_ARN=${first}` : `ROLE_ARN=${first} # or ${more.slice(0, 5).join(', ')}`;
}

/** A misspelt namespace or name is seen beside those that there are. */
function others({ associations }: Case): string {
  const names = associations.slice(0, 5).map((one) => `${one.namespace}/${one.serviceAccount}`);
  const more = associations.length > names.length ? ` and ${associations.length - names.length} more` : '';
  return names.length > 0 ? `; there are associations for ${names.join(', ')}${more}` : '';
}

function associate({ place, serviceAccountName }: Case): string {
  const where = ['--cluster-name', place.cluster, '--namespace', place.namespace];
  const command = aws('eks', 'create-pod-identity-association', ...where, '--service-account', serviceAccountName);
  return `${command} --role-arn "$ROLE_ARN"`;
}

function wrongAnnotation(seen: Case, annotation: string): Finding {
  const { serviceAccountName, world } = seen;
  const name = annotation.split(/[:/]/).at(-1);
  const arn = `arn:aws:iam::${world.names.ACCOUNT_ID}:role/${name}`;
  const corrected = kubectl(
    seen,
    'annotate',
    'serviceaccount',
    serviceAccountName,
    '--overwrite',
    `${ROLE_ANNOTATION}=${arn}`,
  );
  return broken(
    `the annotation ${ROLE_ANNOTATION} is "${annotation}", which is not the ARN of a role`,
    `${corrected}\n${recreate(seen)}`,
  );
}
