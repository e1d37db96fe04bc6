import { expect, it } from 'vitest';
import { trustedByHost } from '../../scripts/kit/trusted-authority.ts';

const trusted = trustedByHost([
  { server: 'https://a.example:6443', certificateAuthority: 'A' },
  { server: 'https://b.example', certificateAuthority: 'B' },
]);

it('trusts an authority for its own server only, over HTTPS and WebSockets', () => {
  expect([trusted('https://a.example:6443/api'), trusted('wss://b.example/api')]).toEqual(['A', 'B']);
});

it('leaves every other server to the authorities of the machine', () => {
  expect([trusted('https://sts.us-west-2.amazonaws.com/'), trusted('https://a.example/')]).toEqual([
    undefined,
    undefined,
  ]);
});
