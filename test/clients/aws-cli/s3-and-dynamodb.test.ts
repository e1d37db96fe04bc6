import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { SERVICE_ERROR } from './exit-codes.ts';

describeWith(['bash', 'aws', 'curl'], 'aws CLI: S3', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
  });
  afterAll(() => cloud.stop());

  it('makes a bucket and copies files', async () => {
    const { succeeds } = cloud;
    expect(await succeeds('aws s3 mb s3://reports')).toBe('make_bucket: reports');
    await succeeds('mkdir -p year/q1 && echo one > year/q1/a.txt && echo two > year/b.txt');
    expect(await succeeds('aws s3 cp year/b.txt s3://reports/single.txt')).toContain(
      'upload: year/b.txt to s3://reports/single.txt',
    );
    expect(await succeeds('aws s3 cp s3://reports/single.txt -')).toBe('two');
  });

  it('syncs folders, and only what has changed', async () => {
    const { succeeds } = cloud;
    const sync = 'aws s3 sync --no-progress year s3://reports/year';
    expect((await succeeds(sync)).split('\n').sort()).toEqual([
      'upload: year/b.txt to s3://reports/year/b.txt',
      'upload: year/q1/a.txt to s3://reports/year/q1/a.txt',
    ]);
    expect(await succeeds(sync)).toBe('');
    await succeeds('aws s3 sync s3://reports/year back && diff -r year back');
    expect(await succeeds('rm year/b.txt && aws s3 sync --delete year s3://reports/year')).toBe(
      'delete: s3://reports/year/b.txt',
    );
    expect(await succeeds("aws s3 ls s3://reports/ | sed -E 's/^[0-9: -]{19} +//; s/^ +//'")).toBe(
      'PRE year/\n4 single.txt',
    );
  });

  it('presigns a request that needs no credentials', async () => {
    const { succeeds } = cloud;
    await succeeds('aws configure set default.s3.signature_version s3v4');
    expect(await succeeds('curl --silent --fail "$(aws s3 presign s3://reports/single.txt --expires-in 60)"')).toBe(
      'two',
    );
    const tampered = 'curl --silent "$(aws s3 presign s3://reports/single.txt | sed s/single/other/)"';
    expect(await succeeds(tampered)).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('keeps metadata and tags', async () => {
    const { succeeds } = cloud;
    const object = '--bucket reports --key single.txt';
    await succeeds(
      `aws s3api put-object ${object} --body year/q1/a.txt --content-type text/plain --metadata author=ana --tagging team=shop`,
    );
    expect(JSON.parse(await succeeds(`aws s3api head-object ${object}`))).toMatchObject({
      ContentLength: 4,
      ContentType: 'text/plain',
      ETag: '"5bbf5a52328e7439ae6e719dfe712200"',
      Metadata: { author: 'ana' },
    });
    expect(JSON.parse(await succeeds(`aws s3api get-object-tagging ${object}`))).toMatchObject({
      TagSet: [{ Key: 'team', Value: 'shop' }],
    });
  });

  it('stores what it is told to, and only where it is told to', async () => {
    const { succeeds, sh } = cloud;
    await succeeds('aws s3 cp --storage-class STANDARD_IA --no-progress year/q1/a.txt s3://reports/rare.txt');
    const versions = 'aws s3api list-object-versions --bucket reports --prefix rare';
    expect(
      await succeeds(`${versions} --query 'Versions[].[Key, VersionId, IsLatest, StorageClass]' --output text`),
    ).toBe('rare.txt\tnull\tTrue\tSTANDARD_IA');
    const again = "aws s3api put-object --bucket reports --key rare.txt --if-none-match '*'";
    expect(await sh(again)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining('An error occurred (PreconditionFailed) when calling the PutObject operation: '),
    });
  });

  it('tags buckets through S3 Control', async () => {
    const { succeeds } = cloud;
    const bucket = '--account-id 111122223333 --resource-arn arn:aws:s3:::reports';
    await succeeds(`aws s3control tag-resource ${bucket} --tags Key=team,Value=shop`);
    const tags = `aws s3control list-tags-for-resource ${bucket} --query Tags[].Key --output text`;
    expect(await succeeds(tags)).toBe('team');
    await succeeds(`aws s3control untag-resource ${bucket} --tag-keys team`);
    expect(await succeeds(tags)).toBe('');
  });

  it('says what is not there, and what is in the way', async () => {
    const { sh } = cloud;
    expect(await sh('aws s3 rb s3://reports')).toMatchObject({
      exitCode: 1,
      stderr:
        'remove_bucket failed: s3://reports An error occurred (BucketNotEmpty) when calling the DeleteBucket operation: ' +
        'The bucket you tried to delete is not empty',
    });
    expect((await sh('aws s3api head-object --bucket reports --key nope')).stderr).toContain(
      'An error occurred (404) when calling the HeadObject operation: Not Found',
    );
    expect(await sh('aws s3api get-object --bucket reports --key nope out.txt')).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
      ),
    });
  });

  it('removes a bucket with all that is in it', async () => {
    const { succeeds, sh } = cloud;
    expect(await succeeds('aws s3 rb s3://reports --force')).toContain('remove_bucket: reports');
    expect(await sh('aws s3 ls s3://reports')).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining(
        'An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist',
      ),
    });
  });
});

describeWith(['bash', 'aws'], 'aws CLI: DynamoDB', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
  });
  afterAll(() => cloud.stop());

  const row = (id: string, amount: string) => ({ team: { S: 'shop' }, id: { S: id }, amount: { N: amount } });

  it('creates a table and waits until it exists', async () => {
    const { succeeds } = cloud;
    const create =
      'aws dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST ' +
      '--attribute-definitions AttributeName=team,AttributeType=S AttributeName=id,AttributeType=S ' +
      '--key-schema AttributeName=team,KeyType=HASH AttributeName=id,KeyType=RANGE';
    expect(await succeeds(`${create} --query TableDescription.TableStatus --output text`)).toBe('CREATING');
    await succeeds('aws dynamodb wait table-exists --table-name orders');
    const described =
      'aws dynamodb describe-table --table-name orders --query Table.[TableStatus,TableArn] --output text';
    expect(await succeeds(described)).toBe('ACTIVE\tarn:aws:dynamodb:us-west-2:111122223333:table/orders');
  });

  it('puts, gets, updates, queries and scans', async () => {
    const { succeeds } = cloud;
    for (const id of ['1', '2', '3']) cloud.write(`${id}.json`, row(id, id));
    await succeeds(
      'for id in 1 2 3; do aws dynamodb put-item --table-name orders --item file://$id.json || exit 1; done',
    );
    cloud.write('key.json', { team: { S: 'shop' }, id: { S: '1' } });
    cloud.write('values.json', { ':more': { N: '0.5' } });
    const update =
      'aws dynamodb update-item --table-name orders --key file://key.json --return-values UPDATED_NEW ' +
      '--update-expression "SET amount = amount + :more" --expression-attribute-values file://values.json';
    expect(JSON.parse(await succeeds(update))).toEqual({ Attributes: { amount: { N: '1.5' } } });
    expect(JSON.parse(await succeeds('aws dynamodb get-item --table-name orders --key file://key.json'))).toEqual({
      Item: row('1', '1.5'),
    });
    cloud.write('shop.json', { ':team': { S: 'shop' } });
    const query =
      'aws dynamodb query --table-name orders --key-condition-expression "team = :team" ' +
      "--expression-attribute-values file://shop.json --no-scan-index-forward --query 'Items[].id.S' --output text";
    expect(await succeeds(query)).toBe('3\t2\t1');
    const scan = "aws dynamodb scan --table-name orders --page-size 1 --query 'Items[].id.S'";
    expect(JSON.parse(await succeeds(scan))).toEqual(['1', '2', '3']);
  });

  it('shows the codes of DynamoDB', async () => {
    const put = 'aws dynamodb put-item --item file://1.json';
    const failures = [
      [
        `${put} --table-name orders --condition-expression "attribute_not_exists(id)"`,
        'ConditionalCheckFailedException',
        'The conditional request failed',
      ],
      [`${put} --table-name nope`, 'ResourceNotFoundException', 'Requested resource not found'],
      [
        `${put} --table-name orders --condition-expression "amount ="`,
        'ValidationException',
        'Invalid ConditionExpression: ',
      ],
    ];
    for (const [command = '', code, message] of failures) {
      const { exitCode, stderr } = await cloud.sh(command);
      expect(exitCode).toBe(SERVICE_ERROR);
      expect(stderr).toContain(`An error occurred (${code}) when calling the PutItem operation: ${message}`);
    }
  });

  it('deletes the table and waits until it is gone', async () => {
    await cloud.succeeds(
      'aws dynamodb delete-table --table-name orders && aws dynamodb wait table-not-exists --table-name orders',
    );
    expect(JSON.parse(await cloud.succeeds('aws dynamodb list-tables'))).toEqual({ TableNames: [] });
  });
});
