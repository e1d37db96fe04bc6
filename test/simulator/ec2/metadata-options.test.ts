import { describe, expect, it } from 'vitest';
import { refusal } from '../iam/accounts.ts';
import { startMetadataCloud } from './metadata-cloud.ts';

const TTL = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };

describe('ModifyInstanceMetadataOptions', () => {
  it('lets the token reach pods, at once, until it does not any more', async () => {
    const { modify, metadataOf, askingPod, describe } = await startMetadataCloud();
    expect(await modify({ HttpPutResponseHopLimit: 2 })).toMatchObject({
      InstanceMetadataOptions: {
        State: 'pending',
        HttpTokens: 'required',
        HttpPutResponseHopLimit: 2,
        HttpEndpoint: 'enabled',
        HttpProtocolIpv6: 'disabled',
        InstanceMetadataTags: 'disabled',
      },
    });
    const get = await metadataOf('probe');
    const { InstanceId, MetadataOptions } = await describe();
    expect(await get('instance-id')).toBe(InstanceId);
    expect(MetadataOptions).toMatchObject({ State: 'applied', HttpPutResponseHopLimit: 2 });
    await modify({ HttpPutResponseHopLimit: 1 });
    const ask = await askingPod('later');
    const silent = Symbol('no answer');
    const waited = new Promise((resolve) => setImmediate(() => resolve(silent)));
    expect(await Promise.race([ask('PUT', 'api/token', TTL), waited])).toBe(silent);
  });

  it('opens version 1, which no hop limit keeps from pods', async () => {
    const { modify, askingPod } = await startMetadataCloud();
    const ask = await askingPod('probe');
    expect((await ask('GET', 'meta-data/placement/region')).status).toBe(401);
    await modify({ HttpTokens: 'optional' });
    expect(await ask('GET', 'meta-data/placement/region')).toMatchObject({ status: 200, body: 'us-west-2' });
    expect((await ask('GET', 'meta-data/', { 'x-aws-ec2-metadata-token': 'other' })).status).toBe(401);
  });

  it('turns the service off', async () => {
    const { modify, askingPod } = await startMetadataCloud();
    const ask = await askingPod('daemon', { hostNetwork: true });
    await modify({ HttpEndpoint: 'disabled' });
    expect(await ask('PUT', 'api/token', TTL)).toMatchObject({
      status: 403,
      body: expect.stringContaining('403 - Forbidden'),
    });
    await modify({ HttpEndpoint: 'enabled' });
    expect((await ask('PUT', 'api/token', TTL)).status).toBe(200);
  });

  it('changes one instance alone', async () => {
    const { modify, ec2 } = await startMetadataCloud();
    await modify({ HttpPutResponseHopLimit: 2 });
    const { Reservations = [] } = await ec2.describeInstances({});
    const limits = Reservations.map(({ Instances }) => Instances?.[0]?.MetadataOptions?.HttpPutResponseHopLimit);
    expect(limits).toEqual([2, 1]);
  });

  it.each([
    ['HttpEndpoint', '', "'enabled' or 'disabled'"],
    ['HttpTokens', 'never', "'required' or 'optional'"],
    ['HttpProtocolIpv6', 'on', "'enabled' or 'disabled'"],
    ['InstanceMetadataTags', 'on', "'enabled' or 'disabled'"],
  ])('takes no other %s', async (name, value, allowed) => {
    const { modify } = await startMetadataCloud();
    const message = `A value of '${value}' is not valid for ${name}. Specify either ${allowed} and try again.`;
    await expect(modify({ [name]: value })).rejects.toEqual(refusal('InvalidParameterValue', 400, message));
  });

  it.each([0, 65])('takes no hop limit of %s', async (HttpPutResponseHopLimit) => {
    const { modify } = await startMetadataCloud();
    const place = `A value of '${HttpPutResponseHopLimit}' is not valid for HttpPutResponseHopLimit.`;
    const message = `${place} Specify a value between 1 and 64 and try again.`;
    await expect(modify({ HttpPutResponseHopLimit })).rejects.toEqual(refusal('InvalidParameterValue', 400, message));
  });

  it('shows no tags of a managed node, whose keys have slashes', async () => {
    const { modify } = await startMetadataCloud();
    const rule =
      "Tag keys must match pattern ([0-9a-zA-Z\\\\-_+=,.@:]{1,255}), and must not be a reserved name ('.', '..', '_index')";
    const message = `'k8s.io/cluster-autoscaler/enabled' is not a valid tag key. ${rule}`;
    await expect(modify({ InstanceMetadataTags: 'enabled' })).rejects.toEqual(
      refusal('InvalidParameterValue', 400, message),
    );
  });

  it('knows the instance that it is to change', async () => {
    const { ec2 } = await startMetadataCloud();
    const modify = (InstanceId: string | undefined) => ec2.modifyInstanceMetadataOptions({ InstanceId });
    await expect(modify('i-0123456789abcdef0')).rejects.toEqual(
      refusal('InvalidInstanceID.NotFound', 400, "The instance ID 'i-0123456789abcdef0' does not exist"),
    );
    await expect(modify('node')).rejects.toEqual(refusal('InvalidInstanceID.Malformed', 400, 'Invalid id: "node"'));
    await expect(modify(undefined)).rejects.toEqual(
      refusal('MissingParameter', 400, 'The request must contain the parameter InstanceId'),
    );
  });
});
