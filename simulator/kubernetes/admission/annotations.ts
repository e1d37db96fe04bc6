import type { Pod, ServiceAccount } from './pod.ts';
import type { WebhookSettings } from './webhook-settings.ts';

const DOMAIN = 'eks.amazonaws.com';
const MIN_EXPIRATION_SECONDS = 600;
export const DEFAULT_EXPIRATION_SECONDS = 86_400;

/** What the annotations of pod and service account ask of the webhook. facts A.2 */
export interface WebhookAnnotations {
  roleArn: string | undefined;
  audience: string;
  regionalSts: boolean;
  expirationSeconds: number;
  /** Containers to leave alone, by name. */
  skipped: ReadonlySet<string>;
}

export function readAnnotations(
  pod: Pod,
  account: ServiceAccount | undefined,
  settings: Pick<WebhookSettings, 'regionalSts'>,
): WebhookAnnotations {
  const ofAccount = (key: string) => account?.metadata.annotations?.[`${DOMAIN}/${key}`];
  const ofPod = (key: string) => pod.metadata.annotations?.[`${DOMAIN}/${key}`];
  return {
    roleArn: ofAccount('role-arn') || undefined,
    audience: ofAccount('audience') ?? 'sts.amazonaws.com',
    regionalSts: parseBool(ofAccount('sts-regional-endpoints')) ?? settings.regionalSts,
    expirationSeconds:
      parseSeconds(ofPod('token-expiration')) ??
      parseSeconds(ofAccount('token-expiration')) ??
      DEFAULT_EXPIRATION_SECONDS,
    skipped: new Set(parseCsvRecord(ofPod('skip-containers') ?? '')),
  };
}

/** As Go's strconv.ParseBool; undefined for other texts. */
function parseBool(text: string | undefined): boolean | undefined {
  if (/^(1|t|T|TRUE|true|True)$/.test(text ?? '')) return true;
  return /^(0|f|F|FALSE|false|False)$/.test(text ?? '') ? false : undefined;
}

function parseSeconds(text: string | undefined): number | undefined {
  return /^[+-]?\d+$/.test(text ?? '') ? Math.max(Number(text), MIN_EXPIRATION_SECONDS) : undefined;
}

/** The first record of a CSV text; none of its fields if it is malformed, as the webhook then skips nothing. */
function parseCsvRecord(text: string): string[] {
  const [line = ''] = text.split(/\r?\n/).filter((candidate) => candidate !== '');
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = field.exec(line);
    if (!match) return [];
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') return fields;
  }
}
