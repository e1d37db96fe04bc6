import * as schemas from '@aws-sdk/client-resource-groups-tagging-api';
import type { Service } from '../wire/operation.ts';
import { getResources } from './get-resources.ts';
import { getTagKeys, getTagValues } from './tag-keys.ts';

/** Resource Groups Tagging API: which resources of a Region carry which tags. Reads only. */
export const tagging: Service = {
  name: 'tagging',
  protocol: 'awsJson1_1',
  schemas: { ...schemas },
  operations: { GetResources: getResources, GetTagKeys: getTagKeys, GetTagValues: getTagValues },
};
