/**
 * An operation's input as it arrives. The SDK types required members as possibly undefined, for callers' sake; the wire
 * layer has refused requests that lack one.
 */
export type Received<Input> = {
  [Member in keyof Input]: Record<never, never> extends Pick<Input, Member>
    ? Input[Member]
    : Exclude<Input[Member], undefined>;
};
