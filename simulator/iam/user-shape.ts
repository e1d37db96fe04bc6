import type { User as UserShape } from '@aws-sdk/client-iam';
import { boundaryShape } from './boundaries.ts';
import { dateOf } from './date-of.ts';
import type { User } from './tables.ts';
import { tagList } from './tags.ts';

/** A user as the API gives it. */
export function userShape(user: User): UserShape {
  const shape: UserShape = {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: dateOf(user.createdAtMs),
    ...boundaryShape(user),
  };
  if (Object.keys(user.tags).length > 0) shape.Tags = tagList(user.tags);
  return shape;
}

/** As listings give it: without tags and boundary, as their documentation says. */
export function listedUser(user: User): UserShape {
  const { Tags: _tags, PermissionsBoundary: _boundary, ...shape } = userShape(user);
  return shape;
}
