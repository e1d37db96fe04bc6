import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { allow, refusal, seededAccounts } from './accounts.ts';

const GroupName = 'staff';
const UserName = 'workshop';

async function withGroup() {
  const client = seededAccounts().iam();
  await client.send(new iam.CreateGroupCommand({ GroupName }));
  await client.send(new iam.AddUserToGroupCommand({ GroupName, UserName }));
  return client;
}

describe('a group', () => {
  it('has members, who know their groups', async () => {
    const client = await withGroup();
    await client.send(new iam.AddUserToGroupCommand({ GroupName, UserName }));
    const { Group, Users } = await client.send(new iam.GetGroupCommand({ GroupName }));
    expect(Group).toMatchObject({ GroupName, Arn: 'arn:aws:iam::111122223333:group/staff' });
    expect(Users?.map((user) => user.UserName)).toEqual([UserName]);
    await client.send(new iam.UpdateGroupCommand({ GroupName, NewGroupName: 'crew', NewPath: '/ship/' }));
    const { Groups } = await client.send(new iam.ListGroupsForUserCommand({ UserName }));
    expect(Groups?.map((group) => group.Arn)).toEqual(['arn:aws:iam::111122223333:group/ship/crew']);
    const listed = await client.send(new iam.ListGroupsCommand({ PathPrefix: '/ship/' }));
    expect(listed.Groups?.map((group) => group.GroupName)).toEqual(['crew']);
  });

  it('has a name of its own', async () => {
    const client = await withGroup();
    await expect(client.send(new iam.CreateGroupCommand({ GroupName: 'Staff' }))).rejects.toEqual(
      refusal('EntityAlreadyExists', 409, 'Group with name Staff already exists.'),
    );
    await expect(client.send(new iam.GetGroupCommand({ GroupName: 'none' }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'The group with name none cannot be found.'),
    );
  });

  it('shows where its policies are used', async () => {
    const client = await withGroup();
    const { Policy } = await client.send(
      new iam.CreatePolicyCommand({ PolicyName: 'shop', PolicyDocument: allow('s3:*') }),
    );
    const PolicyArn = Policy?.Arn;
    await client.send(new iam.AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    const uses = await client.send(new iam.ListEntitiesForPolicyCommand({ PolicyArn }));
    expect(uses.PolicyGroups?.map((group) => group.GroupName)).toEqual([GroupName]);
    expect((await client.send(new iam.GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
    await expect(client.send(new iam.DeletePolicyCommand({ PolicyArn }))).rejects.toEqual(
      refusal('DeleteConflict', 409, 'Cannot delete a policy attached to entities.'),
    );
  });

  it('goes only when it is empty', async () => {
    const client = await withGroup();
    const remove = () => client.send(new iam.DeleteGroupCommand({ GroupName }));
    await client.send(
      new iam.PutGroupPolicyCommand({ GroupName, PolicyName: 'p', PolicyDocument: allow('s3:GetObject') }),
    );
    const conflict = (what: string) => refusal('DeleteConflict', 409, `Cannot delete entity, must ${what} first.`);
    await expect(remove()).rejects.toEqual(conflict('remove users from group'));
    await client.send(new iam.RemoveUserFromGroupCommand({ GroupName, UserName }));
    await expect(remove()).rejects.toEqual(conflict('delete policies'));
    await client.send(new iam.DeleteGroupPolicyCommand({ GroupName, PolicyName: 'p' }));
    await remove();
    expect((await client.send(new iam.ListGroupsCommand({}))).Groups).toEqual([]);
  });
});
