import type { CommandContext } from '../command.ts';
import { type AwsOperation, membersOf } from './operations.ts';

/** What an SDK client puts on a streamed body, in every runtime. */
export interface StreamedBody {
  transformToByteArray(): Promise<Uint8Array>;
}

/** Writes a streamed member (`get-object`'s Body) to the outfile; does nothing for other operations. */
export async function saveStreamedBody(
  operation: AwsOperation,
  answer: Record<string, unknown>,
  outfile: string | undefined,
  { fs, cwd }: CommandContext,
): Promise<void> {
  const name = [...membersOf(operation.output)].find(([, schema]) => schema.isStreaming())?.[0];
  if (!name || !outfile) return;
  const body = answer[name] as StreamedBody | undefined;
  await fs.writeFile(fs.resolvePath(cwd, outfile), (await body?.transformToByteArray()) ?? new Uint8Array());
}
