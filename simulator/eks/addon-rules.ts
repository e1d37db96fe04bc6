import { AwsError } from '../aws-error.ts';
import { type CatalogAddon, catalog, findCatalogAddon } from './addon-catalog.ts';

type Fields = Record<string, unknown>;

/** Errors: InvalidParameterException for an add-on that the local cloud has not. */
export function requireCatalogAddon(name: string | undefined, fields: Fields): CatalogAddon {
  const found = findCatalogAddon(name);
  if (found) return found;
  // The first half is AWS's text: aws/containers-roadmap#1429.
  const known = catalog.map((addon) => addon.name).join(', ');
  throw invalid(`Addon specified is not supported: the local cloud has ${known} (simulator/DIFFERENCES.md)`, fields);
}

/** The version, or without one the default. Errors: InvalidParameterException for one that is not known. */
export function requireVersion({ versions }: CatalogAddon, version: string | undefined, fields: Fields): string {
  const known = versions.find((candidate) => version === undefined || candidate === version);
  if (known) return known;
  // Text: aws/aws-sdk-go-v2#2554.
  throw invalid('Addon version specified is not supported', fields);
}

/** Errors: InvalidParameterException if the text is not a JSON object; YAML, which EKS takes too, is not read. */
export function requireConfiguration(text: string | undefined, fields: Fields): void {
  if (!text || isJsonObject(text)) return;
  // Assumed; not confirmed against AWS.
  throw invalid('ConfigurationValue provided in request is not supported: it must be a JSON object', fields);
}

/** Errors: InvalidParameterException for an add-on or a service account without. Texts: terraform-aws-modules/terraform-aws-eks#3520. */
export function requireIdentity(
  addon: CatalogAddon,
  version: string,
  serviceAccount: string | undefined,
  fields: Fields,
): void {
  if (!addon.identity) throw invalid(`Pod Identity feature is not supported for addon version: ${version}`, fields);
  if (addon.identity.serviceAccount === serviceAccount) return;
  const message = `Service account ${serviceAccount} in pod identity configuration is not supported for addon ${addon.name}`;
  throw invalid(message, fields);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const invalid = (message: string, fields: Fields) => new AwsError('InvalidParameterException', 400, message, fields);
