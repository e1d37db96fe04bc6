/** Something that was typed, or a file that was edited, cannot be used. `message` is one sentence with the remedy. */
export class WrongInput extends Error {}
