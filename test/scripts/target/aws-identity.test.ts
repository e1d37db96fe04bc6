import { expect, it } from 'vitest';
import { refusal } from '../../../scripts/kit/target/aws-identity.ts';

const ROLE = 'arn:aws:sts::111122223333:assumed-role/admin/me';

it('lets a role in', () => {
  expect(refusal({ account: '111122223333', arn: ROLE }, {})).toBeUndefined();
});

it('refuses the root user', () => {
  expect(refusal({ account: '111122223333', arn: 'arn:aws:iam::111122223333:root' }, {})).toBe(
    'These are keys of the root user of account 111122223333. Use a role or user of your own instead.',
  );
});

it('refuses an account on the deny list, however it is written', () => {
  const env = { LAB_DENY_ACCOUNTS: '444455556666, 1111-2222-3333' };
  expect(refusal({ account: '111122223333', arn: ROLE }, env)).toContain('Account 111122223333 is on the deny list');
});

it('refuses another partition', () => {
  const arn = 'arn:aws-cn:iam::111122223333:user/me';
  expect(refusal({ account: '111122223333', arn }, {})).toBe(
    `${arn} is in a partition that the labs' ARNs do not fit. Use one in arn:aws.`,
  );
});
