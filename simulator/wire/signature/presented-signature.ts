import type { HttpRequest } from '../../http.ts';

/** A request's signature as presented, in the Authorization header or, presigned, in the query. */
export interface PresentedSignature {
  presigned: boolean;
  accessKeyId: string;
  scope: CredentialScope;
  signedHeaders: string[];
  /** Lower-case hex. */
  signature: string;
  /** `YYYYMMDDTHHMMSSZ`, as text and in ms since the epoch. */
  date: string;
  dateMs: number;
  /** Presigned only. */
  expiresSeconds?: number;
  sessionToken?: string;
  /** Why the signature cannot be checked at all, in AWS's words; the other fields are then best effort. */
  incomplete?: string;
}

export interface CredentialScope {
  date: string;
  region: string;
  service: string;
  terminator: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** What the request claims, or undefined if it is not signed. */
export function presentedSignature(request: HttpRequest, query: URLSearchParams): PresentedSignature | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return fromHeader(authorization, request.headers);
  if (query.has('X-Amz-Signature') || query.has('X-Amz-Credential')) return fromQuery(query);
  return undefined;
}

// What every well-behaved client sends; anything else is read field by field, to say what is wrong with it.
const USUAL_HEADER = /^(AWS4-HMAC-SHA256) Credential=([^,\s=]+), ?SignedHeaders=([^,\s=]+), ?Signature=([0-9a-f]{64})$/;

function fromHeader(authorization: string, headers: Record<string, string>): PresentedSignature {
  const date = headers['x-amz-date'] ?? '';
  const usual = date ? USUAL_HEADER.exec(authorization) : null;
  if (!usual) return fromUnusualHeader(authorization, headers);
  const [, algorithm = '', credential = '', signedHeaders = '', signature = ''] = usual;
  const presented = assemble({ credential, signedHeaders, signature, date, algorithm });
  presented.sessionToken = headers['x-amz-security-token'];
  return presented;
}

// Texts and order of the checks: architect/dynalite index.js, taken from DynamoDB's answers.
function fromUnusualHeader(authorization: string, headers: Record<string, string>): PresentedSignature {
  const [algorithm = '', ...rest] = authorization.trim().split(/\s+/);
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
  const date = headers['x-amz-date'] ?? '';
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !fields.get(name))
    .map((name) => `Authorization header requires '${name}' parameter. `);
  if (!date) missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  const presented = assemble({
    credential: fields.get('Credential') ?? '',
    signedHeaders: fields.get('SignedHeaders') ?? '',
    signature: fields.get('Signature') ?? '',
    date,
    algorithm,
  });
  const sessionToken = headers['x-amz-security-token'];
  const incomplete =
    missing.length > 0 ? `${missing.join('')}Authorization=${redact(authorization)}` : presented.incomplete;
  return { ...presented, presigned: false, sessionToken, incomplete };
}

/** AWS repeats the header in its message; a bearer token or password in there must not reach logs. */
function redact(authorization: string): string {
  return authorization.startsWith('AWS4-') ? authorization : `${authorization.split(/\s/)[0]?.slice(0, 20)} …`;
}

function fromQuery(query: URLSearchParams): PresentedSignature {
  const parameter = (name: string) => query.get(name) ?? '';
  const presented = assemble({
    credential: parameter('X-Amz-Credential'),
    signedHeaders: parameter('X-Amz-SignedHeaders'),
    signature: parameter('X-Amz-Signature'),
    date: parameter('X-Amz-Date'),
    algorithm: parameter('X-Amz-Algorithm'),
  });
  // Query-string authentication requires all of these: S3's AuthorizationQueryParametersError, Signature Version 4 docs.
  const absent = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires']
    .map((name) => `X-Amz-${name}`)
    .filter((name) => !query.get(name));
  const missing = presented.scope.service === 's3' ? absent : absent.filter((name) => name !== 'X-Amz-Expires');
  return {
    ...presented,
    presigned: true,
    // Other services than S3 let a presigned request live for 15 minutes. Assumed; not confirmed against AWS.
    expiresSeconds: Number(query.get('X-Amz-Expires') ?? 900),
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    incomplete:
      missing.length > 0 ? `Query-string authentication requires ${missing.join(', ')}.` : presented.incomplete,
  };
}

interface Fields {
  credential: string;
  signedHeaders: string;
  signature: string;
  date: string;
  algorithm: string;
}

function assemble({ credential, signedHeaders, signature, date, algorithm }: Fields): PresentedSignature {
  // An access key id never holds a slash; the scope's four parts follow it.
  const [accessKeyId = '', scopeDate = '', region = '', service = '', terminator = '', ...rest] = credential.split('/');
  const dateMs = parseDate(date);
  return {
    presigned: false,
    accessKeyId,
    scope: { date: scopeDate, region, service, terminator },
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    signature,
    date,
    dateMs,
    incomplete: problemOf({ algorithm, credential, terminator, date, dateMs, extra: rest.length }),
  };
}

interface Claims {
  algorithm: string;
  credential: string;
  terminator: string;
  date: string;
  dateMs: number;
  extra: number;
}

function problemOf({ algorithm, credential, terminator, date, dateMs, extra }: Claims): string | undefined {
  if (Number.isNaN(dateMs)) {
    return `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`;
  }
  if (algorithm !== ALGORITHM) return `Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `;
  if (!terminator || extra > 0) {
    return (
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
      `got '${credential}'`
    );
  }
  return undefined;
}

// A client sends many requests in one second.
let latest = { text: '', ms: Number.NaN };

function parseDate(text: string): number {
  if (text !== latest.text) latest = { text, ms: readDate(text) };
  return latest.ms;
}

function readDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return Number.NaN;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
