import { allLabs } from '../../labs/all-labs.ts';
import type { Lab } from '../../labs/kit/lab.ts';
import { verify } from '../../labs/kit/verify.ts';
import { WrongInput } from './command.ts';
import type { Session } from './target/target.ts';

/** Errors: WrongInput if a check of the lab does not hold: what is not whole cannot be broken. */
export async function requireSolved(lab: Lab, session: Session): Promise<void> {
  if (await holds(lab, session)) return;
  throw new WrongInput(`Lab ${lab.id} is not solved, or broken already. First: npm run lab:solve -- ${lab.id}`);
}

/** Errors: WrongInput if a lab that this one builds on does not hold. */
export async function requireFoundations(lab: Lab, session: Session): Promise<void> {
  for (const required of allLabs.filter((one) => lab.requires.includes(one.id))) {
    if (await holds(required, session)) continue;
    throw new WrongInput(
      `Lab ${lab.id} builds on lab ${required.id}, which is not solved. First: npm run lab:solve -- ${required.id}`,
    );
  }
}

async function holds(lab: Lab, { world, patience }: Session): Promise<boolean> {
  return (await verify(lab, lab.steps, world, patience)).every(({ ok }) => ok);
}
