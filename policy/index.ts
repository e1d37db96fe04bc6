export { compilePolicy } from './compile-policy.ts';
export { evaluate } from './evaluate.ts';
export { evaluateTrust } from './evaluate-trust.ts';
export { PolicySyntaxError } from './policy-syntax-error.ts';
export { refusalWords } from './refusal-words.ts';
export type * from './types.ts';
