import { WrongInput } from '../command.ts';

/** As the AWS CLI: https://docs.aws.amazon.com/cli/latest/reference/, --cli-read-timeout. */
const DEFAULT_SECONDS = '60';

/**
 * How long to wait for an answer before the call counts as lost, in ms: LAB_ANSWER_SECONDS, or a minute.
 *
 * Errors: WrongInput for what is no number of seconds.
 */
export function answerTime({ LAB_ANSWER_SECONDS }: Record<string, string | undefined>): number {
  const words = LAB_ANSWER_SECONDS || DEFAULT_SECONDS;
  if (/^\d{1,4}(\.\d+)?$/.test(words) && Number(words) > 0) return Number(words) * 1000;
  throw new WrongInput(`LAB_ANSWER_SECONDS is ${words}. Set it to a number of seconds, or unset it.`);
}
