import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { type Hashing, portableHashing } from '../../simulator/wire/signature/signer.ts';
import { startTestCloud } from './test-cloud.ts';

it('checks signatures with the host’s own SHA-256', async () => {
  const hashed: string[] = [];
  const hashing: Hashing = {
    sha256Hex(data) {
      hashed.push('sha256Hex');
      return portableHashing.sha256Hex(data);
    },
    hmacSha256: portableHashing.hmacSha256,
    hmacSha256Hex(key, text) {
      hashed.push('hmacSha256Hex');
      return portableHashing.hmacSha256Hex(key, text);
    },
  };
  const { config } = await startTestCloud({ hashing });
  const sts = new STSClient(config());
  await sts.send(new GetCallerIdentityCommand({}));
  // The body, the canonical request, and the signature itself.
  expect(hashed).toEqual(['sha256Hex', 'sha256Hex', 'hmacSha256Hex']);
});
