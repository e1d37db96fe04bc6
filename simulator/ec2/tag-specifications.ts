import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import type { Caller } from '../caller.ts';
import { chosenTags } from '../chosen-tags.ts';
import { ec2Error, invalidValue } from './ec2-errors.ts';
import { fromTagSet, type Tags } from './resource-tags.ts';

const MOST_TAGS = 50;

/** The tags of a request, checked. Errors: InvalidParameterValue, TagLimitExceeded. */
export function tagsFrom(given: Tag[] = [], caller: Caller): Tags {
  const tags = fromTagSet(given);
  for (const [key, value] of Object.entries(chosenTags(tags, caller))) {
    // Assumed; not confirmed against AWS: the first text. The limits: EC2 user guide, "Tag restrictions".
    if (key === '') throw invalidValue('Tag key cannot be empty.');
    if (/^aws:/i.test(key)) throw invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
    if (key.length > 127) throw invalidValue(`Tag key exceeds the maximum length of 127 characters`);
    if (value.length > 255) throw invalidValue(`Tag value exceeds the maximum length of 255 characters`);
  }
  requireFewTags(tags);
  return tags;
}

/** Reserved ones do not count. Text: getmoto/moto, moto/ec2/exceptions.py */
export function requireFewTags(tags: Tags): void {
  if (Object.keys(tags).filter((key) => !key.startsWith('aws:')).length <= MOST_TAGS) return;
  throw ec2Error('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');
}

/** What a creation's TagSpecifications say of things of this type. Texts: getmoto/moto, moto/ec2/exceptions.py */
export function specifiedTags(specifications: TagSpecification[] | undefined, type: string, caller: Caller): Tags {
  const given = specifications ?? [];
  for (const { ResourceType = '', Tags = [] } of given) {
    if (ResourceType !== type) {
      throw invalidValue(`'${ResourceType}' is not a valid taggable resource type for this operation.`);
    }
    if (Tags.length === 0) throw invalidValue('Tag specification must have at least one tag');
  }
  return tagsFrom(
    given.flatMap(({ Tags = [] }) => Tags),
    caller,
  );
}
