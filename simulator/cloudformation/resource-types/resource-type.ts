import { AwsError } from '../../aws-error.ts';

/** What a resource type works with: one resource of a stack, and the caller's voice. */
export interface Given {
  /** As the template gives them, intrinsic functions done. */
  properties: Record<string, unknown>;
  /** Of the stack and of the resource, CloudFormation's own included where the type takes them. */
  tags: Record<string, string>;
  /** A name for what the template leaves without one: `<stack>-<logical id>-<12 characters>`, always the same. */
  name: string;
  /** For operations that take a token, so that a creation that was cut off is not done twice. */
  token: string;
  /** Calls an operation of the local cloud as the one whose stack it is. Rejects with AwsError. */
  call<Output>(service: string, operation: string, input: object): Promise<Output>;
}

/**
 * How CloudFormation makes and removes one type of resource: by the operations that everybody else calls too. Each step
 * may be done again after the local cloud was ended in its middle.
 */
export interface ResourceType {
  /** The properties that it takes; a template with others fails. */
  properties: readonly string[];
  /** What Fn::GetAtt gives. */
  attributes: readonly string[];
  /** Whether CloudFormation adds its own tags, `aws:cloudformation:…`, to those of the stack. */
  hasSystemTags?: boolean;
  /** The physical id of the one that an earlier `create` of the same resource made, where repeating it would make two. */
  find?(given: Given): Promise<string | undefined>;
  /** Makes it, and answers its physical id: what `Ref` gives. */
  create(given: Given): Promise<string>;
  /** Completes it; answers its attributes, or undefined as long as it is not done. Asked until then. */
  settle(physicalId: string, given: Given): Promise<Record<string, string> | undefined>;
  remove(physicalId: string, given: Given): Promise<unknown>;
  /** Whether it is on its way out, for those whose removal takes time. It has gone when the error says so: `isAbsent`. */
  isLeaving?(physicalId: string, given: Given): Promise<boolean>;
}

/** The texts of a list property; none if it is absent. */
export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A property that is true or false, or a parameter's text that says so; undefined if absent. */
export const truth = (value: unknown): boolean | undefined =>
  value === undefined ? undefined : String(value) === 'true';

/** A number, or a parameter's text that says one; undefined if absent. */
export const count = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));

/** A text, or nothing. */
export const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

/** Tags as most services want them. */
export const tagList = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Whether a service's error says that what was asked for is not there. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof AwsError && /NotFound|NoSuchEntity|NotAttached/.test(error.code);
