import { aws } from '../commands.ts';
import { broken, holds, link, unknown } from '../link.ts';
import { findRole, isOurs, roleNameOf } from '../role.ts';
import { at } from '../times.ts';

export const role = link({
  id: 'role',
  title: 'the role exists',
  async look({ roleArn = '', world }) {
    if (!isOurs(world, roleArn)) return unknown(`${roleArn} is in another account; look there`);
    const found = await findRole(world, roleArn);
    if (found) return holds(`${roleArn}, of ${at(found.CreateDate?.getTime() ?? 0)}`);
    const list = aws('iam', 'list-roles', '--query', `Roles[?RoleName==\`${roleNameOf(roleArn)}\`].Arn`);
    // A role of another path has another ARN.
    return broken(`there is no role ${roleArn}`, `${list}\n# If that shows nothing, make the role; else name its ARN.`);
  },
});
