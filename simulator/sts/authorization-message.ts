import type * as sts from '@aws-sdk/client-sts';
import type { ContextValues, Decision } from '../../policy/types.ts';
import { AwsError } from '../aws-error.ts';
import { toBase64 } from '../base64.ts';
import type { Caller } from '../caller.ts';
import { requireLength } from '../iam/constraints.ts';
import type { Received } from '../iam/received.ts';
import { operation } from '../wire/operation.ts';

/** A refusal that a service tells in encoded form, because it would give away too much. */
export interface EncodedRefusal {
  caller: Caller;
  action: string;
  resource: string;
  context: ContextValues;
  decision: Decision;
}

/** The account that may read it, and what DecodeAuthorizationMessage answers. */
interface Envelope {
  account: string;
  message: object;
}

/**
 * What a service puts behind `Encoded authorization failure message:`. It is not encrypted as AWS's is, but only its
 * account gets it decoded. facts F.5
 */
export function encodeAuthorizationMessage(refusal: EncodedRefusal): string {
  const envelope: Envelope = { account: refusal.caller.account, message: messageOf(refusal) };
  const bytes = new TextEncoder().encode(JSON.stringify(envelope));
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export const decodeAuthorizationMessage = operation<
  Received<sts.DecodeAuthorizationMessageRequest>,
  sts.DecodeAuthorizationMessageResponse
>({
  limits: 'A denying statement is named, not shown.',
  access: () => [{ action: 'sts:DecodeAuthorizationMessage', resource: '*' }],
  run({ EncodedMessage: encoded }, { account }) {
    requireLength(encoded, 'encodedMessage', 1, 10_240);
    const envelope = decodeEnvelope(encoded);
    if (envelope?.account !== account) throw invalidMessage();
    return { DecodedMessage: JSON.stringify(envelope.message) };
  },
});

function decodeEnvelope(encoded: string): Envelope | undefined {
  try {
    const text = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const envelope = JSON.parse(new TextDecoder().decode(bytes)) as Envelope | null;
    return typeof envelope?.message === 'object' ? envelope : undefined;
  } catch {
    return undefined;
  }
}

const invalidMessage = () =>
  // Assumed; not confirmed against AWS: the text.
  new AwsError(
    'InvalidAuthorizationMessageException',
    400,
    'The message is not a valid encoded authorization message.',
  );

/**
 * The form that the user guide's example has. Of the statement that denied, its name only; AWS shows it whole.
 * https://docs.aws.amazon.com/cli/latest/reference/sts/decode-authorization-message.html
 */
function messageOf({ caller, action, resource, context, decision }: EncodedRefusal): object {
  const denied = decision.reason === 'explicit-deny' ? decision.statement : undefined;
  return {
    allowed: decision.allowed,
    explicitDeny: denied !== undefined,
    matchedStatements: items(denied ? [{ statementId: denied.statement, effect: 'DENY' }] : []),
    failures: items([]),
    context: {
      principal: { id: caller.userId, arn: caller.arn },
      action,
      resource,
      conditions: items(
        Object.entries(context).map(([key, values]) => ({ key, values: items([values].flat().map(valueItem)) })),
      ),
    },
  };
}

const items = <Item>(list: Item[]) => ({ items: list });
const valueItem = (value: string) => ({ value });
