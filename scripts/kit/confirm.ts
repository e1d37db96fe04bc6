import { WrongInput } from './command.ts';
import { ask } from './terminal.ts';

/** Asks for a yes. Errors: WrongInput where nobody can answer. */
export async function confirm(text: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new WrongInput(`${text} Nobody can answer here: repeat with -- --yes.`);
  return /^y(es)?$/i.test((await ask(`${text} [y/N] `)).trim());
}
