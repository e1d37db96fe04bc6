import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { PolicyKind } from '../types.ts';
import { isRecord } from './is-record.ts';
import { refusals, syntaxError } from './refusals.ts';

export interface ParsedPrincipal {
  everyone: boolean;
  /** Account ids; the root ARN means the same. */
  accounts: string[];
  /** ARNs of users, roles and sessions. */
  arns: string[];
  services: string[];
  federated: string[];
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
const ACCOUNT = /^(?:\d{12}|arn:[a-z-]+:iam::(\d{12}):root)$/;
const IDENTITY = /^arn:[a-z-]+:(?:iam::\d{12}:(?:user|role)|sts::\d{12}:(?:assumed-role|federated-user))\/[^*?]+$/;
/** What IAM puts in the place of a user or role that was deleted. */
const UNIQUE_ID = /^A(?:RO|ID)A[A-Z0-9]{12,}$/;
const DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
const PROVIDER = /^arn:[a-z-]+:iam::\d{12}:(?:oidc|saml)-provider\/[^*?]+$/;

/** Reads `"*"` or `{ "AWS": …, "Service": …, "Federated": … }`. Errors: PolicySyntaxError. */
export function parsePrincipal(value: unknown, kind: PolicyKind): ParsedPrincipal {
  const parsed: ParsedPrincipal = { everyone: false, accounts: [], arns: [], services: [], federated: [] };
  if (value === '*') return { ...parsed, everyone: true };
  if (!isRecord(value) || Object.keys(value).length === 0) throw syntaxError(kind);
  for (const [type, names] of Object.entries(value)) {
    for (const name of Array.isArray(names) ? names : [names]) {
      if (typeof name !== 'string') throw syntaxError(kind);
      if (!add(parsed, type, name)) throw new PolicySyntaxError(refusals[kind].principal(type, name));
    }
  }
  return parsed;
}

function add(parsed: ParsedPrincipal, type: string, name: string): boolean {
  if (type === 'AWS') return addIdentity(parsed, name);
  if (type === 'Service' && DOMAIN.test(name)) return parsed.services.push(name) > 0;
  if (type === 'Federated' && (PROVIDER.test(name) || DOMAIN.test(name))) return parsed.federated.push(name) > 0;
  // Known to S3 alone; nobody in this cloud signs with a canonical user id.
  return type === 'CanonicalUser';
}

function addIdentity(parsed: ParsedPrincipal, name: string): boolean {
  const account = ACCOUNT.exec(name);
  if (name === '*') parsed.everyone = true;
  else if (account) parsed.accounts.push(account[1] ?? name);
  else if (IDENTITY.test(name)) parsed.arns.push(name);
  else return UNIQUE_ID.test(name);
  return true;
}
