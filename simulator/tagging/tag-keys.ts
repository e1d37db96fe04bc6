import type {
  GetTagKeysInput,
  GetTagKeysOutput,
  GetTagValuesInput,
  GetTagValuesOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { operation } from '../wire/operation.ts';
import { page, requireRange } from './page.ts';
import { taggedResources } from './tagged-resources.ts';

// Assumed; not confirmed against AWS: neither operation lets the caller choose.
const fitsPage = (texts: string[]) => texts.length <= 100;

export const getTagKeys = operation<GetTagKeysInput, GetTagKeysOutput>({
  limits: 'S3, DynamoDB, EKS, EC2, CloudWatch Logs and CloudFormation.',
  access: () => [{ action: 'tag:GetTagKeys', resource: '*' }],
  run({ PaginationToken }, { state, account, region }) {
    const keys = taggedResources(state, { account, region }).flatMap(({ tags }) => Object.keys(tags));
    const { items, token } = page(distinct(keys), PaginationToken, fitsPage);
    return { TagKeys: items, PaginationToken: token };
  },
});

export const getTagValues = operation<GetTagValuesInput, GetTagValuesOutput>({
  limits: 'S3, DynamoDB, EKS, EC2, CloudWatch Logs and CloudFormation.',
  access: () => [{ action: 'tag:GetTagValues', resource: '*' }],
  run({ Key: key = '', PaginationToken }, { state, account, region }) {
    requireRange(key.length, 'The length of Key', 1, 128);
    const values = taggedResources(state, { account, region }).flatMap(({ tags }) =>
      Object.entries(tags).flatMap(([name, value]) => (name === key ? [value] : [])),
    );
    const { items, token } = page(distinct(values), PaginationToken, fitsPage);
    return { TagValues: items, PaginationToken: token };
  },
});

const distinct = (texts: string[]) => [...new Set(texts)].sort();
