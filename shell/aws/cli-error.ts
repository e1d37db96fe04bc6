/** Ends an `aws` command: the text for stderr and the exit code. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

// Exit codes: docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html
export const USAGE = 252;
export const CONFIGURATION = 253;
export const SERVICE = 254;
export const GENERAL = 255;

const HOW_TO = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`;

/** What the command line's parser refuses. */
export function usageError(message: string): CliError {
  return new CliError(USAGE, `${HOW_TO}\naws: error: ${message}`);
}

export function invalidChoice(argument: string, choices: string[]): CliError {
  const rows: string[] = [];
  for (let index = 0; index < choices.length; index += 2) {
    rows.push(
      choices
        .slice(index, index + 2)
        .map((choice) => choice.padEnd(40))
        .join(' | '),
    );
  }
  return usageError(`argument ${argument}: Invalid choice, valid choices are:\n\n${rows.join('\n')}`);
}
