import type { CommandResult } from '../command.ts';
import { createClient, send } from './call-service.ts';
import { findOperation } from './operations.ts';
import { formatOutput } from './output/format.ts';
import { allPages, pagingOf } from './paging.ts';
import { readInput } from './parameters/read-input.ts';
import { present } from './present.ts';
import type { AwsService } from './services.ts';
import type { Settings } from './settings.ts';
import { saveStreamedBody } from './streamed-body.ts';

type Answer = Record<string, unknown>;

/** `aws <service> <operation> …` for any operation of the service's SDK client. */
export async function runOperation(
  settings: Settings,
  service: AwsService,
  command: string,
  args: string[],
): Promise<CommandResult> {
  const { context, options, profiles, profile } = settings;
  const operation = findOperation(service, command);
  const { input, positional, maxItems } = await readInput(operation, args, context);
  const client = createClient(settings, service);
  const call = async (one: Answer) => (await send(client, service, operation.name, one)) as Answer;
  const paging = options.noPaginate ? undefined : pagingOf(operation, input);
  const answer = paging ? await allPages(paging, input, call, maxItems) : await call(input);
  await saveStreamedBody(operation, answer, positional[0], context);
  const preset = context.env.AWS_DEFAULT_OUTPUT ?? profiles[profile]?.output;
  const stdout = await formatOutput(operation.name, present(operation.output, answer), options, preset);
  return { stdout, stderr: '', exitCode: 0 };
}
