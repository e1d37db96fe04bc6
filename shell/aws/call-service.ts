import type { BuildMiddleware } from '@smithy/types';
import type { AwsKeys } from './credentials/credentials.ts';
import { credentials } from './credentials/credentials.ts';
import { requestHandler } from './request-handler.ts';
import { retryStrategy } from './retries.ts';
import { serviceError } from './service-error.ts';
import { type AwsService, knownService } from './services.ts';
import { endpointFor, requireRegion, type Settings } from './settings.ts';

/** The part of every SDK client that this command uses. */
export interface SdkClient {
  send(command: unknown): Promise<unknown>;
  config: { endpoint?: unknown };
  middlewareStack: {
    add(middleware: BuildMiddleware<{ ContentType?: string }, object>, options: { step: 'build'; name: string }): void;
  };
}

/** Keys to sign with; `unsigned` for calls that STS takes without. Default: the CLI's chain. */
export type Signer = AwsKeys | 'unsigned';

/** A client that speaks through the transport and reads nothing of the machine's own configuration. */
export function createClient(settings: Settings, service: AwsService, signer?: Signer): SdkClient {
  const Client = service.exports[service.client] as new (config: Record<string, unknown>) => SdkClient;
  const endpoint = endpointFor(settings, service.endpointId);
  const keys = settings.options.noSignRequest ? 'unsigned' : signer;
  const client = new Client({
    ...FIXED,
    region: service.endpointId === 'IAM' ? (settings.region ?? 'us-east-1') : requireRegion(settings),
    endpoint,
    forcePathStyle: service.endpointId === 'S3' && endpoint !== undefined,
    retryStrategy: retryStrategy(settings),
    requestHandler: requestHandler(settings.context.transport, settings.context.signal),
    credentials: async () => (keys === 'unsigned' ? NO_KEYS : (keys ?? credentials(settings))),
    ...(keys === 'unsigned' && { signer: { sign: async (request: unknown) => request } }),
  });
  client.middlewareStack.add(untypedBytes, { step: 'build', name: 'untypedBytes' });
  return client;
}

/** The SDK calls bytes that nobody described `application/octet-stream`; the CLI says nothing, and leaves it to S3. */
const untypedBytes: BuildMiddleware<{ ContentType?: string }, object> = (next) => (args) => {
  const { headers } = args.request as { headers: Record<string, string> };
  const isUnasked = headers['content-type'] === 'application/octet-stream' && args.input.ContentType === undefined;
  if (isUnasked) delete headers['content-type'];
  return next(args);
};

const NO_KEYS = { accessKeyId: '', secretAccessKey: '' };

/** In Node the SDK would look these up in the machine's environment and files, which are not the shell's. */
const FIXED = {
  maxAttempts: 3,
  retryMode: 'standard',
  defaultsMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: '',
  authSchemePreference: [],
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  useArnRegion: false,
  disableMultiregionAccessPoints: true,
  disableS3ExpressSessionAuth: true,
  accountIdEndpointMode: 'disabled',
  ignoreConfiguredEndpointUrls: true,
};

interface Call {
  input: Record<string, unknown>;
  keys?: Signer;
}

/** One call to an operation by its AWS name. Throws CliError in the CLI's words. */
export async function callService<Output>(
  settings: Settings,
  service: 'iam' | 'sts' | 'eks' | 's3api' | 'dynamodb',
  operation: string,
  { input, keys }: Call,
): Promise<Output> {
  const loaded = await knownService(service);
  return (await send(createClient(settings, loaded, keys), loaded, operation, input)) as Output;
}

export async function send(
  client: SdkClient,
  service: AwsService,
  operation: string,
  input: unknown,
): Promise<unknown> {
  const Command = service.exports[`${operation}Command`] as new (input: unknown) => unknown;
  try {
    return await client.send(new Command(input));
  } catch (error) {
    throw serviceError(error, operation);
  }
}
