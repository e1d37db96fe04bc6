import { describe, expect, it } from 'vitest';
import { decodeProtobuf } from '../../../../simulator/kubernetes/api-server/protobuf.ts';
import cases from './protobuf-cases.json' with { type: 'json' };
import { testCluster } from './test-cluster.ts';

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

// Bodies as kubectl 1.32.5 sent them.
describe('protobuf bodies', () => {
  it.each(cases)('decodes that of $command', ({ body, object }) => {
    const { status, ...decoded } = decodeProtobuf(bytesOf(body));
    const { status: expected, ...rest } = object as typeof object & { status?: unknown };
    expect(decoded).toEqual(rest);
    if (expected) expect(status).toEqual(expected);
  });

  it('are taken like JSON', async () => {
    const { call } = await testCluster();
    const [namespace] = cases;
    const contentType = 'application/vnd.kubernetes.protobuf';
    const { status, body } = await call('POST', '/api/v1/namespaces', bytesOf(namespace?.body ?? ''), { contentType });
    expect([status, body.metadata.name]).toEqual([201, 'shop']);
    const broken = await call('POST', '/api/v1/namespaces', 'k8s', { contentType });
    const message = 'provided data does not appear to be a protobuf message';
    expect([broken.status, broken.body.message]).toEqual([400, message]);
  });
});
