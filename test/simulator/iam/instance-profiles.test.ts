import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { refusal, seededAccounts } from './accounts.ts';

const InstanceProfileName = 'node';
const RoleName = 'workshop-node';

async function withProfile() {
  const client = seededAccounts().iam();
  await client.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName }));
  await client.send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  return client;
}

describe('an instance profile', () => {
  it('holds a role, and shows it', async () => {
    const client = await withProfile();
    const { InstanceProfile } = await client.send(new iam.GetInstanceProfileCommand({ InstanceProfileName }));
    expect(InstanceProfile).toMatchObject({
      Arn: 'arn:aws:iam::111122223333:instance-profile/node',
      InstanceProfileId: expect.stringMatching(/^AIPA/),
      Roles: [{ RoleName }],
    });
    const { InstanceProfiles } = await client.send(new iam.ListInstanceProfilesForRoleCommand({ RoleName }));
    expect(InstanceProfiles?.map((profile) => profile.InstanceProfileName)).toEqual([InstanceProfileName]);
    expect((await client.send(new iam.ListInstanceProfilesCommand({}))).InstanceProfiles).toHaveLength(1);
  });

  it('holds one role', async () => {
    const client = await withProfile();
    const again = { InstanceProfileName, RoleName: 'workshop-cluster' };
    await expect(client.send(new iam.AddRoleToInstanceProfileCommand(again))).rejects.toEqual(
      refusal('LimitExceeded', 409, 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1'),
    );
    await expect(client.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName }))).rejects.toEqual(
      refusal('EntityAlreadyExists', 409, 'Instance Profile node already exists.'),
    );
  });

  it('has tags', async () => {
    const client = await withProfile();
    const Tags = [{ Key: 'team', Value: 'a' }];
    await client.send(new iam.TagInstanceProfileCommand({ InstanceProfileName, Tags }));
    expect((await client.send(new iam.ListInstanceProfileTagsCommand({ InstanceProfileName }))).Tags).toEqual(Tags);
    await client.send(new iam.UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: ['team'] }));
    expect((await client.send(new iam.ListInstanceProfileTagsCommand({ InstanceProfileName }))).Tags).toEqual([]);
  });

  it('and its role go only without each other', async () => {
    const client = await withProfile();
    const conflict = refusal(
      'DeleteConflict',
      409,
      'Cannot delete entity, must remove roles from instance profile first.',
    );
    await expect(client.send(new iam.DeleteRoleCommand({ RoleName }))).rejects.toEqual(conflict);
    const remove = () => client.send(new iam.DeleteInstanceProfileCommand({ InstanceProfileName }));
    await expect(remove()).rejects.toEqual(conflict);
    await client.send(new iam.RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
    await remove();
    await expect(client.send(new iam.GetInstanceProfileCommand({ InstanceProfileName }))).rejects.toEqual(
      refusal('NoSuchEntity', 404, 'Instance Profile node cannot be found.'),
    );
  });
});
