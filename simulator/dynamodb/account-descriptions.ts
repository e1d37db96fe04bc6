import type {
  DescribeEndpointsResponse,
  DescribeKinesisStreamingDestinationInput,
  DescribeKinesisStreamingDestinationOutput,
  DescribeLimitsOutput,
} from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { getNamedTable, tableAddress } from './tables.ts';

/** The quotas of a new account. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
export const describeLimits = operation({
  limits: 'The quotas of a new account.',
  access: () => [{ action: 'dynamodb:DescribeLimits', resource: '*' }],
  run: (): DescribeLimitsOutput => ({
    AccountMaxReadCapacityUnits: 80_000,
    AccountMaxWriteCapacityUnits: 80_000,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  }),
});

export const describeEndpoints = operation({
  access: () => [{ action: 'dynamodb:DescribeEndpoints', resource: '*' }],
  run: (_input: object, { region }: CallContext): DescribeEndpointsResponse => ({
    Endpoints: [{ Address: `dynamodb.${region}.amazonaws.com`, CachePeriodInMinutes: 1440 }],
  }),
});

/** There is no Kinesis here, so no table streams to it. */
export const describeKinesisStreamingDestination = operation({
  limits: 'There is never one.',
  access: (input: DescribeKinesisStreamingDestinationInput, context: CallContext) => [
    tableAccess('DescribeKinesisStreamingDestination', tableAddress(input.TableName, context), context),
  ],
  run(
    input: DescribeKinesisStreamingDestinationInput,
    context: CallContext,
  ): DescribeKinesisStreamingDestinationOutput {
    const { name } = getNamedTable(context.state, tableAddress(input.TableName, context));
    return { TableName: name, KinesisDataStreamDestinations: [] };
  },
});
